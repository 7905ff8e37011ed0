using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.Terms;

/// <summary>A rule of points that a line fits; the buyer's tier says whether it counts.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="RateBps">Its rate; null where it multiplies.</param>
/// <param name="MultiplierBps">Its multiplier; null where it is a rate.</param>
/// <param name="Tiers">Of buyers of these tiers; null: of all.</param>
public sealed record LineRule(string RuleId, int? RateBps, int? MultiplierBps, string[]? Tiers)
{
    /// <summary>The rules that a line fits whatever the tier, down to the first one that asks for no tier.</summary>
    internal static LineRule[]? Of(PointTerms? terms, PaidLine line, DateTimeOffset paidAt)
    {
        List<LineRule>? rules = null;
        foreach (var rule in terms?.Rules ?? [])
        {
            if (!rule.Takes(line, paidAt)) continue;
            (rules ??= []).Add(new LineRule(rule.RuleId, rule.PointsPerUnitBps, rule.MultiplierBps, rule.Tiers));
            if (rule.Tiers is null) break;
        }
        return rules?.ToArray();
    }
}
