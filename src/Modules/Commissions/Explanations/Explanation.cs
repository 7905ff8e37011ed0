using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>An order's commission, explained for each person concerned, also for those who earn nothing.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The buyer.</param>
/// <param name="PaidAt">Plan, chain and tiers are those in force then.</param>
/// <param name="PlanId">The plan version; absent when none was in force.</param>
/// <param name="Value">What was paid for the goods, as the version counts it.</param>
/// <param name="Left">What is left of it after refunds.</param>
/// <param name="State">
/// <c>open</c> until completion is known, <c>suspended</c> by an after-sale case or an open payment, <c>pending</c>
/// inside the hold, then <c>matured</c>.
/// </param>
/// <param name="Lines">
/// One per ancestor and rule, nearest first; without an ancestor, one line that says so.
/// </param>
/// <param name="CompletedAt">When the order completes, or has completed.</param>
/// <param name="MaturesAt">When the commissions mature, or have matured.</param>
/// <param name="Waits">What has to be decided before the commissions are free.</param>
/// <param name="OrderNumber">
/// 1 for the buyer's first order by payment time, among those known when it was recorded; absent where no rule of the
/// version counts orders.
/// </param>
/// <param name="BoundAt">
/// When the buyer was bound; absent where the buyer was not, or where no rule of the version reads it.
/// </param>
/// <param name="TaxTakenOut">
/// The included tax that the version takes out of what was paid, before refunds; absent where it takes none.
/// </param>
/// <param name="Amendments">
/// Changes of the order after payment, by their own times, which <c>value</c> includes; absent where there are none.
/// </param>
public sealed record Explanation(
    string OrderId, string CustomerId, DateTimeOffset PaidAt, string? PlanId, Money Value, Money Left, string State,
    IReadOnlyList<ExplanationLine> Lines, DateTimeOffset? CompletedAt = null, DateTimeOffset? MaturesAt = null,
    IReadOnlyList<OpenDecision>? Waits = null, long? OrderNumber = null, DateTimeOffset? BoundAt = null,
    Money? TaxTakenOut = null, IReadOnlyList<ExplainedAmendment>? Amendments = null)
{
    /// <summary>Explains what the engine says of the snapshot, beside what is booked.</summary>
    public static Explanation Of(
        Shop shop, CommissionOrder order, PlanContent? plan, IReadOnlyList<long> left,
        IReadOnlyList<AccrualNet> accruals, DateTimeOffset now, IReadOnlyList<OpenDecision>? waits = null,
        LaterBinding? later = null)
    {
        var snapshot = order.ReadSnapshot();
        var lines = Engine.Evaluate(snapshot, plan, left).Select(outcome => ExplanationLine.Of(
            shop, outcome,
            accruals.FirstOrDefault(a => a.Rule == outcome.Rule && a.BeneficiaryKey == outcome.Person.Key)));
        if (snapshot.Chain.Count == 0) lines = lines.Append(ExplanationLine.WithoutReferrer(shop, later));
        var suspended = waits?.Any(wait => wait.For is OpenDecision.AfterSale or OpenDecision.Payment) == true;
        var state = order.IsMature(now) ? "matured"
            : suspended ? "suspended"
            : order.MaturesAt is null ? "open" : "pending";
        return new Explanation(
            order.OrderId, snapshot.Buyer.CustomerId, order.PaidAt,
            order.PlanKey is { } key ? PublicId.Of(PlanVersion.Prefix, key) : null,
            shop.Money(snapshot.Lines.Sum(line => line.Value)), shop.Money(left.Sum()), state, [.. lines],
            order.CompletedAt, order.MaturesAt, waits ?? [], snapshot.Place?.Number, snapshot.Place?.BoundAt,
            plan is { NetOfTax: true } ? shop.Money(snapshot.Lines.Sum(line => line.Tax ?? 0)) : null);
    }
}
