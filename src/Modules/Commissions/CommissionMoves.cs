using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions;

/// <summary>The movements that commissions book.</summary>
internal static class CommissionMoves
{
    /// <summary>By event, from which account to which.</summary>
    public static readonly IReadOnlyList<LedgerMove> Known =
    [
        new("accrued", Account.Expense, Account.Pending),
        new("reversed", Account.Pending, Account.Expense), new("reversed", Account.Available, Account.Expense),
        new("reversed", Account.Held, Account.Expense),
        new("restored", Account.Expense, Account.Pending), new("restored", Account.Expense, Account.Available),
        new("restored", Account.Expense, Account.Held),
        new("absorbed", Account.ClawbackLoss, Account.Available),
        new("absorbed", Account.Available, Account.ClawbackLoss),
        new("matured", Account.Pending, Account.Available),
        new(CommissionHolds.Held, Account.Pending, Account.Held),
        new(CommissionHolds.Held, Account.Available, Account.Held),
        new(CommissionHolds.Released, Account.Held, Account.Pending),
        new(CommissionHolds.Released, Account.Held, Account.Available),
        new(CommissionHolds.Rejected, Account.Held, Account.Expense),
        new("settled", Account.Available, Account.Settled),
        new(DisputeEvents.Disputed, Account.Settled, Account.Held),
        new(DisputeEvents.Answered, Account.Held, Account.Settled),
        .. AdjustmentKinds.Known.Select(kind => new LedgerMove(
            AdjustmentKinds.EventOf(kind), AdjustmentKinds.Accounts(kind).From, AdjustmentKinds.Accounts(kind).To)),
    ];
}
