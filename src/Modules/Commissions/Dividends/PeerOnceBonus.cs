using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>
/// The once-peer bonus (平推奖): what the version in force pays a referrer when a direct downline is promoted to the
/// referrer's tier or above, once per pair, ever.
/// </summary>
/// <param name="PlanKey">The version.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="AmountMinor">The bonus, in minor units.</param>
/// <param name="MaturesAt">When that matures.</param>
public sealed record PeerOnceBonus(long PlanKey, string Rule, long AmountMinor, DateTimeOffset MaturesAt)
{
    /// <summary>The bonus of a promotion recorded at a moment; null if the version in force has no such rule.</summary>
    public static PeerOnceBonus? Of(CommissionSettings settings, DateTimeOffset recordedAt) =>
        settings.InForce(recordedAt) is { } plan
            && plan.Content.Rules.FirstOrDefault(rule => rule.Kind == PlanRule.PeerOnce) is { } rule
            ? new PeerOnceBonus(
                plan.Key, rule.RuleId, rule.AmountMinor!.Value,
                AccrualSource.MaturesAt(plan.Content, recordedAt, recordedAt))
            : null;

    /// <summary>Whether a promotion to a tier reaches the referrer's: tiers are ranked, lowest first.</summary>
    public static bool IsDue(IReadOnlyList<PartnerTier> tiers, string reached, string? referrers, bool active)
    {
        if (!active || referrers is null) return false;
        var ids = tiers.Select(tier => tier.TierId).ToList();
        var held = ids.IndexOf(referrers);
        return held >= 0 && ids.IndexOf(reached) >= held;
    }
}
