using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierNotices;

/// <summary>A member whose tier is to be looked at, and what was announced of it.</summary>
public sealed record NoticedMember(
    long CustomerKey, string CustomerId, string? ToldTier, DateTimeOffset? WarnedUntil, long Growth, long Points,
    string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[] Held, long Version, DateTimeOffset? AsOf,
    int Revision, GrowthPeriod? Period, InvitedTier[] Invited)
{
    /// <summary>The row.</summary>
    public MemberRow Row =>
        new(Growth, Points, GrowthTier, GrowthTierUntil, Held, Version, AsOf, Revision, Period, Invited);
}
