using System.Globalization;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>What one ancestor gets from one rule, or why nothing.</summary>
/// <param name="CustomerId">
/// The ancestor; with <c>boundLater</c> the referrer bound afterwards, with <c>noReferrer</c> absent.
/// </param>
/// <param name="Depth">1 for the buyer's referrer.</param>
/// <param name="Rule">The rule; empty when no plan was in force.</param>
/// <param name="Kind">The bonus kind.</param>
/// <param name="RateBps">The rate that applied, in basis points.</param>
/// <param name="Basis">What the rate applies to, after refunds, rounded for reading.</param>
/// <param name="Exact" example="3999/2">The share before rounding, as a fraction of minor units: <c>2001/2</c>.</param>
/// <param name="Amount">The share, rounded half to even.</param>
/// <param name="Accrued">What was accrued when the order was paid.</param>
/// <param name="Booked">What the ledger holds now; equal to <c>amount</c>, or 0 where it was rejected.</param>
/// <param name="Held">Of what is booked: held by a chargeback, an accrual stop, a dispute or for suspicion of
/// fraud.</param>
/// <param name="Tier">The ancestor's tier at payment.</param>
/// <param name="Absorbed">
/// What refunds have taken back and the ancestor keeps, because it had been paid out (<c>withinBalance</c>).
/// </param>
/// <param name="Rounding">
/// <c>halfToEven</c>, or <c>cumulative</c>: round(basis × own rate) less round(basis × rate taken), or the floor,
/// rounded by itself, where that is more.
/// </param>
/// <param name="Reason" example="takenBelow">Why it is nothing, or less than the rate says.</param>
/// <param name="TakenBps">Differential: the highest rate taken below, which the own rate is lessened by.</param>
/// <param name="HeldBps">Differential with a floor: the rate that the floor holds.</param>
/// <param name="PerUnit">Level by the unit: the amount for each.</param>
/// <param name="Units" example="2">Level by the unit: the units that are left, as a fraction.</param>
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
