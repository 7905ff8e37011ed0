using System.Globalization;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>An order's commission, explained to everybody whom it concerns, also to those who get nothing.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The buyer.</param>
/// <param name="PaidAt">Plan, chain and tiers are those in force then.</param>
/// <param name="PlanId">The plan version; absent when none was in force.</param>
/// <param name="Value">What was paid for the goods, as the version counts it.</param>
/// <param name="Left">What is left of it after refunds.</param>
/// <param name="State">
/// <c>open</c> until completion is known, <c>suspended</c> by an after-sale case, <c>pending</c> inside the hold, then
/// <c>matured</c>.
/// </param>
/// <param name="Lines">
/// One per ancestor and rule, nearest first; where nobody stood above the buyer, one that says so.
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
    IReadOnlyList<Wait>? Waits = null, long? OrderNumber = null, DateTimeOffset? BoundAt = null,
    Money? TaxTakenOut = null, IReadOnlyList<ExplainedAmendment>? Amendments = null)
{
    /// <summary>Explains what the engine says of the snapshot, beside what is booked.</summary>
    public static Explanation Of(
        Shop shop, CommissionOrder order, PlanContent? plan, IReadOnlyList<long> left,
        IReadOnlyList<AccrualNet> accruals, DateTimeOffset now, IReadOnlyList<Wait>? waits = null,
        LaterBinding? later = null)
    {
        var snapshot = order.ReadSnapshot();
        var lines = Engine.Evaluate(snapshot, plan, left).Select(outcome => ExplanationLine.Of(
            shop, outcome,
            accruals.FirstOrDefault(a => a.Rule == outcome.Rule && a.BeneficiaryKey == outcome.Person.Key)));
        if (snapshot.Chain.Count == 0) lines = lines.Append(ExplanationLine.WithoutReferrer(shop, later));
        var suspended = waits?.Any(wait => wait.For == Wait.AfterSale) == true;
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

/// <summary>A change of an order after payment.</summary>
/// <param name="AmendmentId">The merchant's id.</param>
/// <param name="AmendedAt">When the order was changed.</param>
/// <param name="RecordedAt">Since when commission counts it.</param>
public sealed record ExplainedAmendment(string AmendmentId, DateTimeOffset AmendedAt, DateTimeOffset RecordedAt);

/// <summary>A referrer whom the buyer got after an order.</summary>
/// <param name="ReferrerId">The referrer.</param>
/// <param name="BoundAt">When the binding was recorded.</param>
public sealed record LaterBinding(string ReferrerId, DateTimeOffset BoundAt);

/// <summary>What an order's commission waits for.</summary>
/// <param name="For">`afterSale`, `chargeback`, `brake`, `dispute` or `fraud`.</param>
/// <param name="Id">Which one.</param>
/// <param name="Since">Since when.</param>
public sealed record Wait(string For, string Id, DateTimeOffset Since)
{
    /// <summary>An after-sale case that is open.</summary>
    public const string AfterSale = "afterSale";
}

/// <summary>What one ancestor gets from one rule, or why nothing.</summary>
/// <param name="CustomerId">
/// The ancestor; with <c>boundLater</c> the referrer whom the buyer got afterwards, with <c>noReferrer</c> absent.
/// </param>
/// <param name="Depth">1 for the buyer's referrer.</param>
/// <param name="Rule">The rule; empty when no plan was in force.</param>
/// <param name="Kind">The bonus kind.</param>
/// <param name="RateBps">The rate that applied, in basis points.</param>
/// <param name="Basis">What the rate applies to, after refunds, rounded for reading.</param>
/// <param name="Exact">The share before rounding, as a fraction of minor units: <c>2001/2</c>.</param>
/// <param name="Amount">The share, rounded half to even.</param>
/// <param name="Accrued">What was accrued when the order was paid.</param>
/// <param name="Booked">What the ledger holds now; equal to <c>amount</c>, or 0 where it was rejected.</param>
/// <param name="Held">Of what is booked: held by a chargeback, a brake, a dispute or for suspicion of fraud.</param>
/// <param name="Tier">The ancestor's tier at payment.</param>
/// <param name="Absorbed">
/// What refunds have taken back and the ancestor keeps, because it had been paid out (<c>withinBalance</c>).
/// </param>
/// <param name="Rounding">
/// <c>halfToEven</c>, or <c>cumulative</c>: round(basis × own rate) less round(basis × rate taken), or the floor,
/// rounded by itself, where that is more.
/// </param>
/// <param name="Reason">Why it is nothing, or less than the rate says.</param>
/// <param name="TakenBps">Differential: the highest rate taken below, which the own rate is lessened by.</param>
/// <param name="HeldBps">Differential with a floor: the rate that the floor holds.</param>
/// <param name="PerUnit">Level by the unit: the amount for each.</param>
/// <param name="Units">Level by the unit: the units that are left, as a fraction.</param>
/// <param name="BoundAt">With <c>boundLater</c>: when the binding was recorded.</param>
/// <param name="HouseAccount">True where the shop's house account stands in for a missing referrer.</param>
public sealed record ExplanationLine(
    string? CustomerId, int Depth, string Rule, string Kind, int RateBps, Money Basis, string Exact, Money Amount,
    Money Accrued, Money Booked, Money Held, Money Absorbed, string Rounding, string? Tier = null,
    string? Reason = null, int? TakenBps = null, int? HeldBps = null, Money? PerUnit = null, string? Units = null,
    DateTimeOffset? BoundAt = null, bool? HouseAccount = null)
{
    private const string HalfToEven = "halfToEven";

    internal static ExplanationLine WithoutReferrer(Shop shop, LaterBinding? later)
    {
        var nothing = shop.Money(0);
        return new ExplanationLine(
            later?.ReferrerId, 1, "", "", 0, nothing, "0", nothing, nothing, nothing, nothing, nothing,
            HalfToEven,
            Reason: later is null ? Reasons.NoReferrer : Reasons.BoundLater, BoundAt: later?.BoundAt);
    }

    internal static ExplanationLine Of(Shop shop, Outcome outcome, AccrualNet? accrual) => new(
        outcome.Person.CustomerId, outcome.Depth, outcome.Rule, outcome.Kind, outcome.Bps,
        shop.Money(outcome.Basis.Round()), outcome.Share.ToText(CultureInfo.InvariantCulture),
        shop.Money(outcome.Amount), shop.Money(accrual?.Amount ?? 0), shop.Money(accrual?.Net ?? 0),
        shop.Money(accrual?.Held ?? 0), shop.Money(accrual?.Absorbed ?? 0),
        outcome.Kind == PlanRule.Differential ? "cumulative" : HalfToEven, outcome.Person.Tier,
        accrual?.Rejected == true
            ? Reasons.Rejected
            : outcome.Reason ?? (outcome.Amount == 0 ? Reasons.RoundedToZero : null),
        outcome.TakenBps, outcome.HeldBps,
        outcome.UnitMinor is { } unit ? shop.Money(unit) : null, outcome.Units?.ToText(CultureInfo.InvariantCulture),
        HouseAccount: outcome.Person.IsHouse);
}
