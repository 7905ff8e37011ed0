using FluentValidation.Results;

namespace SocialCommerce.Commissions.Terms;

/// <summary>Lets validators report configuration faults.</summary>
internal static class ConfigErrorRules
{
    /// <summary>Reports every fault that <paramref name="check"/> finds in a property.</summary>
    public static void HasNo<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, Func<TProperty, IEnumerable<ConfigError>> check) =>
        rule.HasNo((value, _) => check(value));

    /// <summary>The same, where the check takes long and ends with the request.</summary>
    public static void HasNo<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule, Func<TProperty, CancellationToken, IEnumerable<ConfigError>> check) =>
        rule.Custom((value, context) =>
        {
            foreach (var error in check(value, ValidationRules.Cancelled(context)))
            {
                var path = error.Path.StartsWith('[') ? error.Path : $".{error.Path}";
                context.AddFailure(new ValidationFailure(context.PropertyPath + path, error.Detail)
                {
                    ErrorCode = error.Code,
                });
            }
        });
}
