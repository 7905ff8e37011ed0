namespace SocialCommerce.Commissions;

/// <summary>
/// What publishing proves of a plan (commission.md §6, a and b): its worst payout, and, where it is marked perpetual,
/// that no promotion hurts anybody.
/// </summary>
/// <param name="Worst">The worst payout; null when it takes too many chains to find.</param>
/// <param name="CounterExample">A promotion that hurts; null when there is none, or the plan is not perpetual.</param>
/// <param name="TooLarge">Whether a proof would take too many orders to be tried.</param>
internal sealed record PlanProof(WorstPayout? Worst, CounterExample? CounterExample, bool TooLarge)
{
    /// <summary>Proves, or refutes.</summary>
    /// <param name="plan">Well formed, and fitting the tiers.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    public static PlanProof Of(PlanContent plan, IReadOnlyList<string> tiers)
    {
        var worst = WorstCase.Of(plan);
        if (!plan.Perpetual) return new PlanProof(worst, null, false);
        var kinds = LineKinds.Of(plan.ForOrders.Rules);
        return kinds is null || PerpetualProof.Runs(plan.ForOrders, tiers.Count, kinds.Count) > PerpetualProof.MaxRuns
            ? new PlanProof(worst, null, true)
            : new PlanProof(worst, PerpetualProof.Refute(plan, tiers, kinds), false);
    }

    /// <summary>Why the plan cannot be published, or null.</summary>
    public Fault? Refusal(PlanContent plan) => this switch
    {
        { Worst: null } => WorstCase.TooLarge,
        { Worst: { } worst } when worst.Bps > plan.OrderCapBps => WorstCase.AboveCap(worst, plan),
        { TooLarge: true } => new Fault("perpetual", "PROOF_TOO_LARGE",
            $"A proof would run the rules more than {PerpetualProof.MaxRuns} times: fewer tiers, depths or rules, "
            + "please."),
        { CounterExample: { } found } => new Fault("perpetual", "NOT_PERPETUAL", Words(found)),
        _ => null,
    };

    private static string Words(CounterExample found) =>
        $"In the chain ({string.Join(", ", found.Before.Skip(1).Select(tier => tier ?? "–"))}) {Who(found.Promoted)} "
        + $"becomes {found.To}, and {Who(found.Harmed)} falls from "
        + $"{LineKinds.Percent(found.IncomeBefore[found.Harmed])} to "
        + $"{LineKinds.Percent(found.IncomeAfter[found.Harmed])}.";

    private static string Who(int place) => place == 0 ? "the buyer" : $"ancestor {place}";
}
