using FluentValidation;
using FluentValidation.Results;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Commissions;

/// <summary>Something wrong with a configuration that was sent.</summary>
/// <param name="Path">Where in it, such as <c>rules[0].rates[2].bps</c>.</param>
/// <param name="Code">UPPER_SNAKE.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record Fault(string Path, string Code, string Detail)
{
    /// <summary>What an id must be.</summary>
    public const string IdRule = "An id has 1 to 64 characters, none of them a control character.";

    /// <summary>Where it is in a request that holds the configuration in a property.</summary>
    public string Pointer(string property) => ValidationRules.Pointer($"{property}.{Path}");

    /// <summary>A number outside its range.</summary>
    public static IEnumerable<Fault> Outside(string path, long value, long least, long most)
    {
        if (value < least || value > most)
            yield return new Fault(path, "OUT_OF_RANGE", $"Must be between {least} and {most}.");
    }

    /// <summary>A word that is none of the known ones.</summary>
    public static IEnumerable<Fault> Unknown(
        string path, string? word, IReadOnlyCollection<string> known, string code = "VALUE_UNKNOWN")
    {
        if (word is null || !known.Contains(word))
            yield return new Fault(path, code, $"Must be one of {string.Join(", ", known)}.");
    }
}

/// <summary>How validators report faults.</summary>
internal static class FaultRules
{
    /// <summary>Reports every fault that <paramref name="check"/> finds in a property.</summary>
    public static void HasNo<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, Func<TProperty, IEnumerable<Fault>> check) =>
        rule.HasNo((value, _) => check(value));

    /// <summary>The same, where the check takes long and ends with the request.</summary>
    public static void HasNo<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, Func<TProperty, CancellationToken, IEnumerable<Fault>> check) =>
        rule.Custom((value, context) =>
        {
            foreach (var fault in check(value, ValidationRules.Cancelled(context)))
            {
                var path = fault.Path.StartsWith('[') ? fault.Path : $".{fault.Path}";
                context.AddFailure(new ValidationFailure(context.PropertyPath + path, fault.Detail)
                {
                    ErrorCode = fault.Code,
                });
            }
        });
}
