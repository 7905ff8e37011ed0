namespace SocialCommerce.Commissions.Partners;

/// <summary>A decision about a partner.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Cause"><c>suspended</c>, <c>reactivated</c> or <c>resigned</c>.</param>
/// <param name="Tier">The tier from then on; absent after resigning.</param>
/// <param name="Active">Whether it lets the person earn.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="RecordedAt">Since when, by the shop's clock.</param>
public sealed record PartnerDecision(
    string CustomerId, string Cause, string? Tier, bool Active, string Reason, string DecidedBy,
    DateTimeOffset RecordedAt);
