using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>What counts in the period of a tier that growth gave, or since the last of them was lost.</summary>
/// <param name="Growth">Growth gained in it, less what was taken back in it.</param>
/// <param name="SpendMinor">The value of orders on which they earned, likewise.</param>
/// <param name="GraceSince">When the period ended without keeping the tier, in the days of grace; else null.</param>
/// <param name="LostTier">
/// The highest tier that was not kept: up to it, a tier is reached again by what keeps it. Null: none.
/// </param>
public sealed record GrowthPeriod(
    long Growth = 0, long SpendMinor = 0, DateTimeOffset? GraceSince = null, string? LostTier = null)
{
    internal GrowthPeriod Add(MembershipStanding change) =>
        this with { Growth = Growth + change.Growth, SpendMinor = SpendMinor + change.SpendMinor };

    /// <summary>What is left for the next period after the tier was kept in the days of grace.</summary>
    internal GrowthPeriod After(MemberTier kept) => new(
        kept.KeepGrowth is { } growth ? Growth - growth : 0,
        kept.KeepSpendMinor is { } spend ? SpendMinor - spend : 0, null, LostTier);
}
