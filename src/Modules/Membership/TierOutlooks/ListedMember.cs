using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierOutlooks;

/// <summary>A member who may have something to do about a tier.</summary>
public sealed record ListedMember(
    long CustomerKey, string CustomerId, long Growth, long Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil,
    HeldTier[] Held, long Version, DateTimeOffset? AsOf, int Revision, GrowthPeriod? Period, InvitedTier[] Invited)
{
    private MemberRow Row =>
        new(Growth, Points, GrowthTier, GrowthTierUntil, Held, Version, AsOf, Revision, Period, Invited);

    /// <summary>The tier that is missed by little; null where it is not.</summary>
    /// <param name="nearBps">The share of a tier's growth from which on it is near.</param>
    public TierWork? Near(MemberCatalogue catalogue, int nearBps, DateTimeOffset now)
    {
        var tier = MemberRules.TierAt(Row, catalogue, now)?.Tier;
        var next = catalogue.NextTier(tier?.Rank ?? 0);
        return next?.GrowthFrom is { } from && Growth < from && Growth >= TierWork.NearFrom(from, nearBps)
            ? new TierWork(CustomerKey, CustomerId, tier?.TierId, next.TierId, from - Growth, null)
            : null;
    }

    /// <summary>The tier that ends by a time and is not kept; null where none does.</summary>
    public TierWork? Ending(MemberCatalogue catalogue, DateTimeOffset now, DateTimeOffset by)
    {
        var outlook = TierOutlook.Of(Row, catalogue, now);
        return outlook.Ends <= by && outlook.Outcome is not (null or TierOutlook.Kept)
            ? new TierWork(
                CustomerKey, CustomerId, MemberRules.TierAt(Row, catalogue, now)?.Tier.TierId,
                outlook.Follows?.Tier.TierId, null, outlook.Ends)
            : null;
    }
}
