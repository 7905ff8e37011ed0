namespace SocialCommerce.Membership.Terms;

/// <summary>On what one line earns, and at which rates.</summary>
/// <param name="Base">In minor units.</param>
/// <param name="Points">In basis points.</param>
/// <param name="Growth">In basis points.</param>
/// <param name="Rules">Rules of points that it fits, in the order in which they count; null: none.</param>
public sealed record LineTerms(long Base, int Points, int Growth, LineRule[]? Rules = null)
{
    /// <summary>The rule that counts for a buyer of a tier; null for none.</summary>
    internal LineRule? RuleFor(string? tierId) =>
        Rules is null ? null : Array.Find(Rules, rule => rule.Tiers?.Contains(tierId) != false);
}
