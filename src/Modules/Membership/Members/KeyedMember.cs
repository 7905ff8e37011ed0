using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>A member row with its customer's key.</summary>
public sealed record KeyedMember(
    long CustomerKey, long Growth, long Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[] Held,
    long Version, DateTimeOffset? AsOf, int Revision, GrowthPeriod? Period,
    InvitedTier[] Invited)
{
    /// <summary>The row.</summary>
    public MemberRow Row =>
        new(Growth, Points, GrowthTier, GrowthTierUntil, Held, Version, AsOf, Revision, Period, Invited);

    /// <summary>The tier in force at a time; null for none.</summary>
    public string? TierIdAt(MemberCatalogue catalogue, DateTimeOffset at) =>
        MemberRules.TierAt(Row, catalogue, at)?.Tier.TierId;
}
