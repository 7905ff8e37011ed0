namespace SocialCommerce.Commissions.Postings;

/// <summary>The movements that commissions book.</summary>
internal static class CommissionMoves
{
    public static readonly LedgerMove Accrued = new("accrued", Account.Expense, Account.Pending);

    public static readonly LedgerMove ReversedPending = new("reversed", Account.Pending, Account.Expense);
    public static readonly LedgerMove ReversedAvailable = new("reversed", Account.Available, Account.Expense);
    public static readonly LedgerMove ReversedHeld = new("reversed", Account.Held, Account.Expense);

    public static readonly LedgerMove RestoredPending = new("restored", Account.Expense, Account.Pending);
    public static readonly LedgerMove RestoredAvailable = new("restored", Account.Expense, Account.Available);
    public static readonly LedgerMove RestoredHeld = new("restored", Account.Expense, Account.Held);

    /// <summary>What the shop bears of a reversal.</summary>
    public static readonly LedgerMove Absorbed = new("absorbed", Account.ClawbackLoss, Account.Available);

    /// <summary>What the shop had borne of a reversal that is restored.</summary>
    public static readonly LedgerMove AbsorptionReversed = new("absorbed", Account.Available, Account.ClawbackLoss);

    public static readonly LedgerMove Matured = new("matured", Account.Pending, Account.Available);

    public static readonly LedgerMove HeldPending = new(CommissionHolds.Held, Account.Pending, Account.Held);
    public static readonly LedgerMove HeldAvailable = new(CommissionHolds.Held, Account.Available, Account.Held);
    public static readonly LedgerMove ReleasedPending = new(CommissionHolds.Released, Account.Held, Account.Pending);
    public static readonly LedgerMove ReleasedAvailable =
        new(CommissionHolds.Released, Account.Held, Account.Available);
    public static readonly LedgerMove Rejected = new(CommissionHolds.Rejected, Account.Held, Account.Expense);

    public static readonly LedgerMove Settled = new("settled", Account.Available, Account.Settled);

    public static readonly LedgerMove Disputed = new(DisputeEvents.Disputed, Account.Settled, Account.Held);
    public static readonly LedgerMove Answered = new(DisputeEvents.Answered, Account.Held, Account.Settled);

    public static readonly LedgerMove Credited = new(AdjustmentKinds.Event, Account.Expense, Account.Available);
    public static readonly LedgerMove Debited = new(AdjustmentKinds.Event, Account.Available, Account.Expense);
    public static readonly LedgerMove Repaid = new(AdjustmentKinds.Event, Account.Clearing, Account.Available);
    public static readonly LedgerMove WrittenOff = new(AdjustmentKinds.Event, Account.ClawbackLoss, Account.Available);
    public static readonly LedgerMove TaxRefunded = new(AdjustmentKinds.TaxEvent, Account.TaxPayable, Account.Paid);
    public static readonly LedgerMove TaxCharged = new(AdjustmentKinds.TaxEvent, Account.Paid, Account.TaxPayable);
}
