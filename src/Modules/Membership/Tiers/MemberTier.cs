using SocialCommerce.Membership.Members;
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
/// <param name="KeepGrowth">Growth of a period that keeps the tier at its end; null: not asked for.</param>
/// <param name="KeepSpendMinor">Spend of a period that keeps the tier at its end; null: not asked for.</param>
/// <param name="GraceDays">Days that the tier stands after a period in which it was not kept; null: none.</param>
/// <param name="MaxDrop">Tiers with a period by which the end of one may lower at most; null: any.</param>
/// <param name="NoticeDays">Days before its end at which it is announced that the tier ends; null: never.</param>
/// <param name="UpgradeBps">
/// The share of the days left of lower bought tiers that buying this one adds, in basis points; null: none.
/// </param>
public sealed record MemberTier(
    string TierId, int Version, string Name, int Rank, long? GrowthFrom, string[] MemberProducts, int? ValidityDays,
    Privilege[] Privileges, DateTimeOffset RecordedAt, long? KeepGrowth = null, long? KeepSpendMinor = null,
    int? GraceDays = null, int? MaxDrop = null, int? NoticeDays = null, int? UpgradeBps = null)
{
    /// <summary>By what points are multiplied: the most that a privilege gives; null: none.</summary>
    internal int? PointsMultiplierBps => Privileges.Max(one => one.Grant?.MultiplierBps);

    /// <summary>Whether the tier has to be kept by what is gained in a period.</summary>
    internal bool AsksToKeep => KeepGrowth is not null || KeepSpendMinor is not null;

    /// <summary>Whether what was gained keeps the tier.</summary>
    internal bool IsKeptBy(GrowthPeriod? period) =>
        !((period?.Growth ?? 0) < KeepGrowth) && !((period?.SpendMinor ?? 0) < KeepSpendMinor);
}
