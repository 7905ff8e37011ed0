namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// The accounts of the ledger by which modules hand money over to each other: the shop's own, and per person those that
/// follow the money. An account that one module alone uses is declared there.
/// </summary>
public static class Account
{
    /// <summary>Shop: what commissions cost.</summary>
    public const string Expense = "expense";

    /// <summary>Person: earned, inside the hold.</summary>
    public const string Pending = "pending";

    /// <summary>Person: matured, in no statement yet; may be negative after a late refund.</summary>
    public const string Available = "available";

    /// <summary>Person: earned, and held by a chargeback, an accrual stop or a dispute until that is decided.</summary>
    public const string Held = "held";

    /// <summary>Person: in a statement.</summary>
    public const string Settled = "settled";

    /// <summary>Shop: what was reversed after it was paid out, and is not asked back.</summary>
    public const string ClawbackLoss = "clawbackLoss";

    /// <summary>Shop: on its way: handed to a channel that has not yet answered, or paid back by a person.</summary>
    public const string Clearing = "clearing";

    /// <summary>Shop: withheld from payouts for the tax office.</summary>
    public const string TaxPayable = "taxPayable";

    /// <summary>Person: paid out.</summary>
    public const string Paid = "paid";
}
