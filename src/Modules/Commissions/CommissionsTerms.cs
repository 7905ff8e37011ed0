namespace SocialCommerce.Commissions;

/// <summary>The words of Commissions in the API: parameters, ids, and names that many types share.</summary>
internal static class CommissionsTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        new("planId", "pln_0000000000042", "Id of a plan version."),
        new("otherPlanId", "pln_0000000000043", "Id of the plan version to compare with."),
        Term.Id("ruleId", "level"),
        new("rule", "level"),
        new("tier", "T1"),
        Term.Id("beneficiaryId", "c-1001"),
        Term.Id("trainingId", "onboarding"),
        new("applicationId", "apl_0000000000042", "Id of an application to become a partner."),
        new("promotionId", "prm_0000000000042", "Id of an entry of the tier history; the latest promotion by default."),
        Term.Id("accrualStopId", "stop-7", "The shop's own id of an accrual stop."),
        Term.Id("chargebackId", "cb-118", "The merchant's own id of a chargeback."),
        Term.Id("disputeId", "dsp-31", "The shop's own id of a dispute."),
        Term.Id("adjustmentId", "adj-2026-02-1", "The shop's own id of an adjustment."),
        new("projectId", "trial-events-june", "The shop's own id of a project."),
        new("backtestId", "bkt_0000000000042", "Id of a plan backtest."),
        new("profile", "CN-1"),
        new("statementId", "stm_0000000000042", "Id of a statement."),
        new("movementId", "mov_0000000000042"),
        new("maturesAt", "2026-02-28T16:00:00Z"),
        new("periodEnd", "2026-02-28T16:00:00Z", "End of the period (exclusive)."),
        new("period", "2026-01", "Closed month, such as `2026-01`; the latest closed month by default."),
        new("through", "2026-03",
            "Last closed month of a longer period (inclusive); by default the period is one month."),
        new("by", "kind",
            "Dimensions, separated by commas: `kind`, `rule`, `plan`, `tier`, `product`; `kind` by default."),
    ];
}
