using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Compliance;

/// <summary>
/// The compliance guard: measures a plan, its tiers' conditions and the products that it pays on, and holds the
/// measures against a jurisdiction's profile. Pure (docs/commission-rules.md#proof-and-guard-at-publishing).
/// </summary>
public static class Guard
{
    private static readonly string[] Mildest = [GuardFinding.Info, GuardFinding.Flag, GuardFinding.Refuse];

    /// <summary>The findings of a profile in a plan, the worst first.</summary>
    /// <param name="plan">Well formed.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    /// <param name="products">Products that rules of the guard ask about.</param>
    /// <param name="catalogue">The rules.</param>
    /// <param name="profile">The profile in force.</param>
    public static IReadOnlyList<GuardFinding> Lint(
        PlanContent plan, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products,
        GuardCatalogue catalogue, GuardProfile profile) =>
        Against(PlanComplianceFacts.Of(plan, tiers, products, catalogue), catalogue, profile);

    /// <summary>The findings of a profile in tiers alone.</summary>
    public static IReadOnlyList<GuardFinding> Lint(
        IReadOnlyList<PartnerTier> tiers, GuardCatalogue catalogue, GuardProfile profile) =>
        Against(TierComplianceFacts.Of(tiers, catalogue), catalogue, profile);

    /// <summary>Holds measures against a profile.</summary>
    internal static IReadOnlyList<GuardFinding> Against(
        IEnumerable<Measure> measures, GuardCatalogue catalogue, GuardProfile profile) =>
    [
        .. from measure in measures
           let limits = profile.Of(measure.RuleId)
           let passed = limits.Where(limit => limit.IsPassed(measure.Value, measure.People))
               .OrderBy(limit => Array.IndexOf(Mildest, limit.Severity)).LastOrDefault()
           where passed is not null
           orderby Array.IndexOf(Mildest, passed.Severity) descending, measure.RuleId
           select new GuardFinding(
               measure.RuleId, passed.Severity, measure.Path, measure.Words, catalogue.Rule(measure.RuleId).Source,
               measure.Change(Harmless(limits))),
    ];

    /// <summary>The nearest value that passes none of the limits.</summary>
    private static long Harmless(IReadOnlyList<GuardLimit> limits) =>
        limits.Any(limit => limit.Above is not null) ? limits.Min(limit => limit.Above ?? long.MaxValue)
        : limits.Max(limit => limit.Below ?? long.MinValue);
}
