namespace SocialCommerce.Membership.Members;

/// <summary>A time through which a member had one tier, or none after having had one.</summary>
/// <param name="TierId">The highest of the tiers that stood; null for none.</param>
/// <param name="Cause">What began it, as in <see cref="Tiers.TierEntry"/>.</param>
/// <param name="Since">Its first instant.</param>
/// <param name="Until">The first instant after it; of the last one, when it will end; null: no end.</param>
public sealed record TierInterval(string? TierId, string Cause, DateTimeOffset Since, DateTimeOffset? Until);
