namespace SocialCommerce.Kernel.Describing;

/// <summary>The range of a number of a request, which a check of its type holds.</summary>
/// <param name="least">The least.</param>
/// <param name="most">The most.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(long least, long most) : Attribute, IBounded
{
    /// <inheritdoc/>
    public Bound Bound => new(least, most);
}
