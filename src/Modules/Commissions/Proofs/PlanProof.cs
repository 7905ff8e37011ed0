using System.Globalization;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>
/// What publishing proves of a plan: its worst payout, and, where it is marked perpetual, that no promotion hurts
/// anybody (docs/commission-rules.md#proof-and-guard-at-publishing).
/// </summary>
/// <param name="Worst">The worst payout; null when it takes too many chains to find.</param>
/// <param name="CounterExample">A harmful promotion; null when none exists or the plan is not perpetual.</param>
/// <param name="TooLarge">Whether a proof would take too many orders to be tried.</param>
internal sealed record PlanProof(WorstPayout? Worst, CounterExample? CounterExample, bool TooLarge)
{
    /// <summary>How often the search for a counter-example has run a rule.</summary>
    public long Runs { get; private init; }

    private static readonly Proved<PlanProof> Kept = new();

    /// <summary>Proves, or refutes.</summary>
    /// <param name="plan">Well formed, and fitting the tiers.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    public static PlanProof Of(PlanContent plan, IReadOnlyList<string> tiers) =>
        Until(plan, tiers, CancellationToken.None);

    /// <summary>The same, unless the request for it ends before.</summary>
    public static PlanProof Until(PlanContent plan, IReadOnlyList<string> tiers, CancellationToken cancel) =>
        Kept.Get(new { plan, tiers }, () => Prove(plan, tiers, cancel));

    private static PlanProof Prove(PlanContent plan, IReadOnlyList<string> tiers, CancellationToken cancel)
    {
        var worst = WorstCase.Until(plan, cancel);
        // A plan that pays too much is refused for that; what is proved of promotions presumes that nothing is cut.
        if (!plan.Perpetual || worst is null || worst.Bps > plan.OrderCapBps) return new PlanProof(worst, null, false);
        var kinds = RepresentativeLines.Of(plan.ForOrders.Rules);
        if (kinds is null || PerpetualProof.Runs(plan.ForOrders, tiers.Count, kinds) > PerpetualProof.MaxRuns)
            return new PlanProof(worst, null, true);
        var work = new ProofWork();
        var found = PerpetualProof.RefuteUntil(plan.ForOrders, tiers, kinds, work, cancel);
        return new PlanProof(worst, found, false) { Runs = work.Runs };
    }

    /// <summary>Why the plan cannot be published, or null.</summary>
    public ConfigError? Refusal(PlanContent plan) => this switch
    {
        { Worst: null } => WorstCase.TooLarge,
        { Worst: { } worst } when worst.Bps > plan.OrderCapBps => WorstCase.AboveCap(worst, plan),
        { CounterExample: { } found } => new ConfigError("perpetual", "NOT_PERPETUAL", Words(found)),
        _ when plan is { Perpetual: true, Compression: PlanContent.Skip } => new ConfigError(
            "compression", "PERPETUAL_SKIP", "A perpetual plan does not skip ancestors who may not earn."),
        _ when plan.Perpetual && FirstUnit(plan) is { } path => new ConfigError(
            path, "PERPETUAL_AMOUNT", "A perpetual plan uses rates only; replace the amounts per unit."),
        { TooLarge: true } => new ConfigError("perpetual", "PROOF_TOO_LARGE",
            $"A proof would run the rules more than {PerpetualProof.MaxRuns} times: fewer tiers, depths or rules, "
            + "please."),
        _ => null,
    };

    /// <summary>Where the first amount per unit stands, or null.</summary>
    private static string? FirstUnit(PlanContent plan) => plan.Rules.SelectMany((rule, i) => (rule.Rates ?? [])
        .Select((rate, n) => rate.UnitMinor is null ? null : $"rules[{i}].rates[{n}].unitMinor"))
        .FirstOrDefault(path => path is not null);

    private static string Words(CounterExample found) =>
        $"In the chain ({string.Join(", ", found.Before.Skip(1).Select(tier => tier ?? "–"))}) {Who(found.Promoted)} "
        + $"becomes {found.To}, and {Who(found.Harmed)} falls from {Income(found, found.IncomeBefore)} to "
        + $"{Income(found, found.IncomeAfter)}{Order(found)}.";

    /// <summary>Of which order, where not every order shows it.</summary>
    private static string Order(CounterExample found)
    {
        var unit = found.ByUnit ? $" for one unit at {found.Value} minor units" : "";
        return found.Place is { } place
            ? $"{unit} for a buyer's order {place.Number}, {place.Days} days and {place.Months} months after "
                + "the binding"
            : unit;
    }

    private static string Income(CounterExample found, IReadOnlyList<long> incomes) => found.ByUnit
        ? incomes[found.Harmed].ToString(CultureInfo.InvariantCulture)
        : RepresentativeLines.Percent(incomes[found.Harmed]);

    private static string Who(int place) => place == 0 ? "the buyer" : $"ancestor {place}";
}
