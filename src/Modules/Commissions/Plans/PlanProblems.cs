namespace SocialCommerce.Commissions.Plans;

/// <summary>Refusals of plan versions.</summary>
public static class PlanProblems
{
    /// <summary>404: there is no such plan version.</summary>
    public static readonly ProblemType PlanNotFound = ProblemType.NotFound(
        "PLAN_NOT_FOUND", "There is no such plan version.", "List the plans and use an id of that list.");

    /// <summary>409: the plan version is published.</summary>
    public static readonly ProblemType PlanPublished = ProblemType.Conflict(
        "PLAN_PUBLISHED", "The plan version is published.", "Draft a new version.");

    /// <summary>409: a later or equal start is published already.</summary>
    public static readonly ProblemType EffectiveNotLater = ProblemType.Conflict(
        "EFFECTIVE_NOT_LATER", "A later or equal start is published already.",
        "Choose a start after that of the latest version.");

    /// <summary>422: the start lies in the past.</summary>
    public static readonly ProblemType EffectiveInPast = ProblemType.Invalid(
        "EFFECTIVE_IN_PAST", "The start lies in the past.", "Choose a start at or after the shop's clock, or none.");

    /// <summary>422: the validation has no such flag.</summary>
    public static readonly ProblemType AcknowledgementUnknown = ProblemType.Invalid(
        "ACKNOWLEDGEMENT_UNKNOWN", "The validation has no such flag.",
        "Validate the plan and acknowledge its present flags.");

    /// <summary>422: flags of the compliance guard are not acknowledged.</summary>
    public static readonly ProblemType AcknowledgementMissing = ProblemType.Invalid(
        "ACKNOWLEDGEMENT_MISSING", "Flags of the compliance guard are not acknowledged.",
        "Acknowledge each flag that errors[] names, or change the plan.");

    /// <summary>422: the plan pays a partner tier that does not exist.</summary>
    public static readonly ProblemType TierUnknown = ProblemType.Invalid(
        "TIER_UNKNOWN", "The plan pays a partner tier that does not exist.",
        "Add the tier to the list, or take it out of the plan.");

    /// <summary>422: a tier with a part of the dividend has no weight.</summary>
    public static readonly ProblemType WeightMissing = ProblemType.Invalid(
        "WEIGHT_MISSING", "A tier with a part of the dividend has no weight.",
        "Give each tier that has a part a weight.");

    /// <summary>422: a tier would get less than a tier below it.</summary>
    public static readonly ProblemType RatesFall = ProblemType.Invalid(
        "RATES_FALL", "A tier would get less than a tier below it.", "Let rates and weights rise with the rank.");

    /// <summary>422: a promotion would lower the income of another partner.</summary>
    public static readonly ProblemType NotPerpetual = ProblemType.Invalid(
        "NOT_PERPETUAL", "A promotion would lower the income of another partner.",
        "Change the rates by the counter-example, or clear perpetual.");

    /// <summary>422: a perpetual plan cannot skip ancestors.</summary>
    public static readonly ProblemType PerpetualSkip = ProblemType.Invalid(
        "PERPETUAL_SKIP", "A perpetual plan cannot skip ancestors.", "Use another compression, or clear perpetual.");

    /// <summary>422: a perpetual plan cannot pay amounts per unit.</summary>
    public static readonly ProblemType PerpetualAmount = ProblemType.Invalid(
        "PERPETUAL_AMOUNT", "A perpetual plan cannot pay amounts per unit.",
        "Use rates in basis points, or clear perpetual.");

    /// <summary>422: the proof would take too long.</summary>
    public static readonly ProblemType ProofTooLarge = ProblemType.Invalid(
        "PROOF_TOO_LARGE", "The proof would take too long.", "Use fewer tiers, depths or rules.");

    /// <summary>422: the worst payout would take too long to find.</summary>
    public static readonly ProblemType PlanTooLarge = ProblemType.Invalid(
        "PLAN_TOO_LARGE", "The worst payout would take too long to find.", "Use fewer tiers, depths, rules or limits.");

    /// <summary>422: the plan can pay more than its cap for an order.</summary>
    public static readonly ProblemType RatesAboveCap = ProblemType.Invalid(
        "RATES_ABOVE_CAP", "The plan can pay more than its cap for an order.",
        "Lower the rates, or raise orderCapBps.");

    // What validating a version can find beside its form.
    private static readonly Dictionary<string, ProblemType> Misfits = new[]
    {
        TierUnknown, WeightMissing, RatesFall, NotPerpetual, PerpetualSkip, PerpetualAmount, ProofTooLarge,
        PlanTooLarge, RatesAboveCap,
    }.ToDictionary(type => type.Code);

    /// <summary>The refusal of a version that does not fit its tiers, or that a proof speaks against.</summary>
    internal static ProblemType Of(string code) => Misfits[code];
}
