using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.StopRules;

/// <summary>Decides which new accruals the brakes hold. Pure.</summary>
public static class AccrualStops
{
    /// <summary>Holds by brakes on the accruals of a paid order.</summary>
    public static List<NewHold> On(
        IReadOnlyList<AccrualStop> brakes, IEnumerable<Outcome> outcomes, OrderOrigin origin) => brakes.Count == 0
        ? []
        : [.. from outcome in outcomes
              where outcome.Amount > 0
              from brake in brakes
              where brake.Holds(outcome.Rule, outcome.Person.CustomerId, origin)
              select new NewHold(outcome.Rule, outcome.Person.Key, outcome.Amount, CauseOf(brake))];

    /// <summary>Holds on commission that a refund newly creates: by the order's own holds, and by brakes.</summary>
    public static List<NewHold> OnLate(
        IReadOnlyList<AccrualStop> brakes, IEnumerable<HoldReason> whole, IEnumerable<Reversal.Change> changes) =>
        [.. from change in changes
            where change.IsNew
            let accrual = change.Accrual
            from cause in whole.Union(brakes
                .Where(brake => brake.Holds(accrual.Rule, accrual.BeneficiaryId, OrderOrigin.Unknown)).Select(CauseOf))
            select new NewHold(accrual.Rule, accrual.BeneficiaryKey, change.Difference, cause)];

    private static HoldReason CauseOf(AccrualStop brake) => new(HoldReason.Brake, brake.BrakeId);
}
