namespace SocialCommerce.Membership.TierNotices;

/// <summary>A tier that ends soon and is not kept.</summary>
/// <param name="At">When.</param>
/// <param name="Outcome">As in a projection: <c>grace</c>, <c>lower</c> or <c>none</c>.</param>
/// <param name="Follows">The tier from then on; null for none.</param>
public sealed record TierEnding(DateTimeOffset At, string Outcome, string? Follows);
