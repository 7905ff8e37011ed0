namespace SocialCommerce.Membership.Points;

/// <summary>What differs from the general rates.</summary>
/// <param name="Rules">The first that a line fits counts.</param>
/// <param name="AfterRefund">What a refund leaves of tiers; null: nothing that was reached by it.</param>
/// <param name="GiftCards">When gift cards earn; null: the plan's values, whatever is bought and paid with.</param>
/// <param name="Points">From when to when points can be spent; null: at once, and without end.</param>
public sealed record EarningTerms(
    EarningRule[]? Rules = null, AfterRefund? AfterRefund = null, GiftCards? GiftCards = null,
    PointTerms? Points = null);
