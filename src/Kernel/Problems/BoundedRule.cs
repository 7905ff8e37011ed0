using FluentValidation.Validators;

namespace SocialCommerce.Kernel.Problems;

/// <summary>A rule that knows its bound, so that the OpenAPI document shows it.</summary>
internal sealed class BoundedRule<T, TProperty>(Bound bound, Func<TProperty, bool> fits)
    : PropertyValidator<T, TProperty>, IBounded
{
    /// <inheritdoc/>
    public override string Name => nameof(BoundedRule<,>);

    /// <inheritdoc/>
    public Bound Bound => bound;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, TProperty value) => fits(value);
}
