using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.UnitTests.Membership;

/// <summary>
/// What keeps tiers, every second one by spend, and what upgrades add; a tier without a period has no such terms.
/// </summary>
internal sealed record RandomTerms(long?[] Keep, int?[] GraceDays, int?[] MaxDrop, int?[] UpgradeBps)
{
    /// <summary>One of two versions of three tiers.</summary>
    public MemberTier Of(int place, long? growthFrom, int? days)
    {
        var n = (place % 3) + 1;
        var tier = RandomMembers.Tier($"t{n}", n, growthFrom, days, [$"p{n}"]);
        return days is null ? tier : tier with
        {
            KeepGrowth = place % 2 == 0 ? Keep[place] : null,
            KeepSpendMinor = place % 2 == 1 ? Keep[place] * 100 : null,
            GraceDays = GraceDays[place],
            MaxDrop = MaxDrop[place],
            UpgradeBps = UpgradeBps[place],
        };
    }
}
