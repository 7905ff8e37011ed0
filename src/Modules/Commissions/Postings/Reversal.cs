using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Postings;

/// <summary>
/// What a refund does to an order's commission: each accrual becomes what the same formula gives for what is left, with
/// the snapshot's rates and tiers (docs/commission-rules.md#amounts). Books new net − old net, of either sign.
/// </summary>
public static class Reversal
{
    /// <summary>An accrual's change, signed, in minor units.</summary>
    public sealed record Change(AccrualNet Accrual, long Difference)
    {
        /// <summary>Whether the share became positive by this refund, so that its accrual starts from 0.</summary>
        public bool IsNew => Accrual.AccrualId == 0;
    }

    /// <summary>The changes that bring the accruals to what the engine says now.</summary>
    public static List<Change> Of(IReadOnlyList<AccrualNet> accruals, IReadOnlyList<Outcome> outcomes)
    {
        var due = outcomes.Where(o => o.Amount != 0).ToDictionary(o => (o.Rule, o.Person.Key));
        var changes = new List<Change>();
        foreach (var accrual in accruals)
        {
            due.Remove((accrual.Rule, accrual.BeneficiaryKey), out var now);
            var difference = (accrual.Rejected ? 0 : now?.Amount ?? 0) - accrual.Net;
            if (difference != 0) changes.Add(new Change(accrual, difference));
        }
        changes.AddRange(outcomes.Where(o => due.ContainsKey((o.Rule, o.Person.Key))).Select(o => new Change(
            new AccrualNet(0, o.Rule, o.Kind, o.Person.Key, o.Person.CustomerId, o.Depth, o.Person.Tier!, 0, 0),
            o.Amount)));
        return changes;
    }

    /// <summary>
    /// The movements of the changes of accruals that exist: out of pending before maturity, out of available after it,
    /// out of held while something holds them.
    /// </summary>
    public static IEnumerable<Movement> Movements(IEnumerable<Change> changes, string unit, bool matured)
    {
        foreach (var (accrual, difference) in changes.Where(change => !change.IsNew))
        {
            var move = difference < 0 ? Reversed(accrual.IsHeld, matured) : Restored(accrual.IsHeld, matured);
            yield return new Movement(
                move, unit, accrual.BeneficiaryKey, Math.Abs(difference), accrual.AccrualId);
        }
    }

    private static LedgerMove Reversed(bool isHeld, bool matured) =>
        isHeld ? CommissionMoves.ReversedHeld
        : matured ? CommissionMoves.ReversedAvailable : CommissionMoves.ReversedPending;

    private static LedgerMove Restored(bool isHeld, bool matured) =>
        isHeld ? CommissionMoves.RestoredHeld
        : matured ? CommissionMoves.RestoredAvailable : CommissionMoves.RestoredPending;

    /// <summary>
    /// The movements of maturity: pending → available, what each accrual is worth then; what is held stays held.
    /// </summary>
    public static IEnumerable<Movement> Maturing(IEnumerable<AccrualNet> accruals, string unit) => accruals
        .Where(accrual => accrual.Free > 0)
        .Select(accrual => new Movement(
            CommissionMoves.Matured, unit, accrual.BeneficiaryKey, accrual.Free, accrual.AccrualId));
}
