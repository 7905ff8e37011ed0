using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>A member tier.</summary>
/// <param name="Rank" example="1"/>
/// <param name="MemberProducts" example="p-serum"/>
internal sealed record ShownMemberTier(
    string TierId, string Name, int Rank, long? GrowthFrom, string[] MemberProducts, int? ValidityDays,
    Privilege[] Privileges, long? KeepGrowth, long? KeepSpendMinor, int? GraceDays, int? MaxDrop,
    int? NoticeDays, int? UpgradeBps, DateTimeOffset UpdatedAt)
{
    internal static ShownMemberTier Of(MemberTier tier) => new(
        tier.TierId, tier.Name, tier.Rank, tier.GrowthFrom, tier.MemberProducts, tier.ValidityDays,
        tier.Privileges, tier.KeepGrowth, tier.KeepSpendMinor, tier.GraceDays, tier.MaxDrop, tier.NoticeDays,
        tier.UpgradeBps, tier.RecordedAt);
}
