using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;

namespace SocialCommerce.Kernel.Http;

/// <summary>Runs a request's validators before its handler.</summary>
public sealed class Validation<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse> where TRequest : notnull
{
    /// <inheritdoc/>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancel, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var result = validator.Validate(request);
            if (!result.IsValid) throw new NotValid([.. result.Errors.Select(error => new ProblemError(
                ValidationRules.Pointer(error.PropertyName), error.ErrorCode, error.ErrorMessage))]);
        }
        return next();
    }
}

/// <summary>Rules that many validators share, with codes of our own.</summary>
public static partial class ValidationRules
{
    /// <summary>Longest id that a merchant may use.</summary>
    public const int MaxIdLength = 64;

    /// <summary>A merchant's own id: 1 to 64 characters, none of them a control character.</summary>
    public static IRuleBuilderOptions<T, string> MerchantId<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(IsMerchantId).WithErrorCode("ID_INVALID")
        .WithMessage($"An id has 1 to {MaxIdLength} characters, without control characters.");

    /// <summary>Whether a text may be a merchant's own id.</summary>
    public static bool IsMerchantId(string? id) =>
        id is { Length: >= 1 and <= MaxIdLength } && !id.Any(char.IsControl) && !id.Any(char.IsSurrogate);

    /// <summary>One of a few words.</summary>
    public static IRuleBuilderOptions<T, string> OneOf<T>(
        this IRuleBuilder<T, string> rule, params string[] words) => rule
        .Must(words.Contains).WithErrorCode("VALUE_UNKNOWN").WithMessage($"Must be one of {string.Join(", ", words)}.");

    /// <summary><c>Body.Lines[0].UnitPrice</c> as a JSON pointer, <c>#/lines/0/unitPrice</c>.</summary>
    public static string Pointer(string property)
    {
        var steps = Steps().Matches(property).Select(match => match.Value).Where(step => step != "Body");
        return "#" + string.Concat(steps.Select(step => $"/{char.ToLowerInvariant(step[0])}{step[1..]}"));
    }

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Steps();
}
