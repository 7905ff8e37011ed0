using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>What publishing would say of a content: whether it fits the shop, and what the guard finds.</summary>
/// <param name="Profile">The profile that was asked.</param>
/// <param name="Faults">What makes it impossible, whatever the jurisdiction.</param>
/// <param name="Findings">What the guard says, the worst first.</param>
/// <param name="WorstBps">
/// The worst payout of an order, in basis points of its basis; null when it takes too long to find.
/// </param>
public sealed record PublishingReview(
    GuardProfile Profile, IReadOnlyList<ProblemError> Faults, IReadOnlyList<GuardFinding> Findings, long? WorstBps)
{
    /// <summary>Whether nothing but acknowledgements can be missing.</summary>
    public bool Publishable => Faults.Count == 0 && Findings.All(finding => finding.Severity != GuardFinding.Refuse);

    /// <summary>The findings that a named person has to acknowledge.</summary>
    public IEnumerable<GuardFinding> Flags => Findings.Where(finding => finding.Severity == GuardFinding.Flag);

    /// <summary>Judges; pure.</summary>
    public static PublishingReview Of(
        PlanContent plan, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products,
        ShopEvidence evidence, GuardProfile profile) =>
        Until(plan, tiers, products, evidence, profile, CancellationToken.None);

    /// <summary>The same, unless the request for it ends before.</summary>
    public static PublishingReview Until(
        PlanContent plan, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products,
        ShopEvidence evidence, GuardProfile profile, CancellationToken cancel)
    {
        var faults = Misfits(plan, [.. tiers.Select(tier => tier.TierId)], cancel)
            .Select(error => new ProblemError(error.Pointer("Content"), error.Code, error.Detail));
        var catalogue = GuardCatalogue.Shipped;
        List<GuardFinding> findings =
        [
            .. Guard.Lint(plan, tiers, products, catalogue, profile),
            .. Declarations.Asked(tiers, products, evidence, catalogue, profile),
            .. Declarations.Warnings(plan, evidence),
        ];
        return new PublishingReview(profile, [.. faults], findings, WorstCase.Until(plan, cancel)?.Bps);
    }

    /// <summary>Refuses what cannot be published.</summary>
    /// <exception cref="ProblemException">422 with the fault's code, or PLAN_NOT_COMPLIANT with the
    /// findings.</exception>
    public void RefuseUnlessPublishable()
    {
        if (Faults.Count > 0) throw PlanProblems.Of(Faults[0].Code).Because(Faults[0].Detail, errors: Faults);
        if (Publishable) return;
        throw PublishingProblems.PlanNotCompliant.Because(
            $"The profile {Profile.Version} refuses it.",
            errors: [.. Findings.Where(finding => finding.Severity == GuardFinding.Refuse).Select(ToError)]);
    }

    /// <summary>A finding as a problem shows it.</summary>
    public static ProblemError ToError(GuardFinding finding) =>
        new(finding.Path, finding.RuleId, $"{finding.Words} {finding.Change}");

    /// <summary>What does not fit the tiers; where all of it does, what a proof says against it.</summary>
    private static List<ConfigError> Misfits(PlanContent plan, List<string> tiers, CancellationToken cancel)
    {
        var misfits = PlanTierFit.Faults(plan, tiers).ToList();
        if (misfits.Count == 0 && PlanProof.Until(plan, tiers, cancel).Refusal(plan) is { } refusal)
            misfits.Add(refusal);
        return misfits;
    }
}
