using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Earning;

/// <summary>Why an order earned its points when it was paid.</summary>
/// <param name="Points" example="796">What it earned.</param>
/// <param name="BeforeCaps" example="796">What it would earn without caps.</param>
/// <param name="TierId">The buyer's tier just before the order; absent for none.</param>
/// <param name="Rules">What the rates were changed by, in this order.</param>
/// <param name="Caps">The caps that took something off.</param>
public sealed record PointsExplanation(
    long Points, long BeforeCaps, string? TierId, IReadOnlyList<AppliedPointRule> Rules,
    IReadOnlyList<AppliedPointCap> Caps)
{
    /// <summary>The explanation; null where only rates and the cap of an order decide.</summary>
    public static PointsExplanation? Of(GrantTerms terms)
    {
        if (terms is not { Basis: { } basis, Facts: { } facts }) return null;
        var before = EarnedPoints.BeforeCaps(terms, terms.WholeLines);
        var rules = (terms.Lines ?? []).Where(line => line.Base > 0).Select(line => line.RuleFor(facts.TierId))
            .OfType<LineRule>().DistinctBy(rule => rule.RuleId).Select(rule => new AppliedPointRule(
                AppliedPointRule.Rule, rule.RuleId, rule.RateBps, rule.MultiplierBps)).ToList();
        if (facts.TierBps is { } tier)
            rules.Add(new AppliedPointRule(AppliedPointRule.Tier, null, null, tier));
        if (basis.BirthdayBps is { } birthday)
            rules.Add(new AppliedPointRule(AppliedPointRule.Birthday, null, null, birthday));
        if (facts.First && basis.FirstOrder is { } first)
            rules.Add(new AppliedPointRule(
                AppliedPointRule.FirstOrder, null, null, first.MultiplierBps, first.Points));
        var caps = new List<AppliedPointCap>();
        if (terms.Cap < before) caps.Add(new AppliedPointCap(AppliedPointCap.PerOrder, terms.Cap.Value));
        if (facts.Room < before) caps.Add(new AppliedPointCap(AppliedPointCap.PerDay, facts.Room.Value));
        return new PointsExplanation(terms.Whole.Points, before, facts.TierId, rules, caps);
    }
}
