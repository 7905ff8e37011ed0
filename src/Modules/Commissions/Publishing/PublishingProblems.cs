namespace SocialCommerce.Commissions.Publishing;

/// <summary>Refusals of publishing.</summary>
public static class PublishingProblems
{
    /// <summary>404: the plan version was not published.</summary>
    public static readonly ProblemType PublicationNotFound = ProblemType.NotFound(
        "PUBLICATION_NOT_FOUND", "The plan version was not published.", "Publish the version first, and check the id.");

    /// <summary>409: a tier is held by a partner or paid by a published plan.</summary>
    public static readonly ProblemType TierInUse = ProblemType.Conflict(
        "TIER_IN_USE", "A tier is held by a partner or paid by a published plan.", "Keep the tier in the list.");

    /// <summary>422: the compliance guard refuses the plan.</summary>
    public static readonly ProblemType PlanNotCompliant = ProblemType.Invalid(
        "PLAN_NOT_COMPLIANT", "The compliance guard refuses the plan.", "Change what errors[] names.");

    /// <summary>422: the compliance guard refuses the tiers.</summary>
    public static readonly ProblemType TiersNotCompliant = ProblemType.Invalid(
        "TIERS_NOT_COMPLIANT", "The compliance guard refuses the tiers.", "Change what errors[] names.");

    /// <summary>422: a published plan version does not fit the tiers.</summary>
    public static readonly ProblemType TiersMisfitPlan = ProblemType.Invalid(
        "TIERS_MISFIT_PLAN", "A published plan version does not fit the tiers.",
        "Publish a version that fits the new tiers first, or change the list.");
}
