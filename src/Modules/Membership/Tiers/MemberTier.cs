using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>A version of a member tier.</summary>
/// <param name="TierId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Name">What people read.</param>
/// <param name="Rank">1 is the lowest; no two tiers share one.</param>
/// <param name="GrowthFrom">Growth that reaches the tier; null where growth does not.</param>
/// <param name="MemberProducts">Products that give the tier to who buys one.</param>
/// <param name="ValidityDays">Days of 24 hours that a reached tier stands; null: without end.</param>
/// <param name="Privileges">What the tier's members have.</param>
/// <param name="RecordedAt">When this version came into force.</param>
public sealed record MemberTier(
    string TierId, int Version, string Name, int Rank, long? GrowthFrom, string[] MemberProducts, int? ValidityDays,
    Privilege[] Privileges, DateTimeOffset RecordedAt);
