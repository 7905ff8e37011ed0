using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.StopRules;

/// <summary>Decides which new accruals the accrual stops hold. Pure.</summary>
public static class AccrualStops
{
    /// <summary>Holds by accrual stops on the accruals of a paid order.</summary>
    public static List<NewHold> On(
        IReadOnlyList<AccrualStop> stops, IEnumerable<Outcome> outcomes, OrderOrigin origin) => stops.Count == 0
        ? []
        : [.. from outcome in outcomes
              where outcome.Amount > 0
              from stop in stops
              where stop.Holds(outcome.Rule, outcome.Person.CustomerId, origin)
              select new NewHold(outcome.Rule, outcome.Person.Key, outcome.Amount, CauseOf(stop))];

    /// <summary>Holds on commission that a refund newly creates: by the order's own holds, and by accrual
    /// stops.</summary>
    public static List<NewHold> OnLate(
        IReadOnlyList<AccrualStop> stops, IEnumerable<HoldReason> whole, IEnumerable<Reversal.Change> changes) =>
        [.. from change in changes
            where change.IsNew
            let accrual = change.Accrual
            from cause in whole.Union(stops
                .Where(stop => stop.Holds(accrual.Rule, accrual.BeneficiaryId, OrderOrigin.Unknown)).Select(CauseOf))
            select new NewHold(accrual.Rule, accrual.BeneficiaryKey, change.Difference, cause)];

    private static HoldReason CauseOf(AccrualStop stop) => new(HoldReason.AccrualStop, stop.AccrualStopId);
}
