using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.TierOutlooks;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Homes;

/// <summary>A customer's tier, and what becomes of it.</summary>
/// <param name="TierId">The tier in force.</param>
/// <param name="Name">What people read.</param>
/// <param name="ValidUntil">When it ends; absent where it does not.</param>
/// <param name="AtEnd" example="lower">
/// What follows its end if nothing changes: <c>kept</c>, <c>grace</c>, <c>lower</c> or <c>none</c>.
/// </param>
/// <param name="FollowingTierId" example="silver">The tier that follows its end; absent for none.</param>
public sealed record HomeTier(
    string TierId, string Name, DateTimeOffset? ValidUntil, string? AtEnd, string? FollowingTierId)
{
    /// <summary>The tier goes on for another period.</summary>
    public const string Kept = TierOutlook.Kept;

    internal static HomeTier? Of(MemberRow member, MemberCatalogue catalogue, DateTimeOffset now)
    {
        if (MemberRules.TierAt(member, catalogue, now) is not { } tier) return null;
        var outlook = TierOutlook.Of(member, catalogue, now);
        return new HomeTier(
            tier.Tier.TierId, tier.Tier.Name, tier.Until, outlook.Outcome, outlook.Follows?.Tier.TierId);
    }
}
