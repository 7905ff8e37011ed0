using SocialCommerce.Payouts.TaxReports;

namespace SocialCommerce.Payouts;

/// <summary>The movements that payouts book.</summary>
internal static class PayoutMoves
{
    public static readonly LedgerMove Submitted = new("submitted", Account.Settled, Account.Clearing);
    public static readonly LedgerMove Withheld = new("withheld", Account.Settled, Account.TaxPayable);
    public static readonly LedgerMove Paid = new("paid", Account.Clearing, Account.Paid);

    /// <summary>A transfer failed.</summary>
    public static readonly LedgerMove ReturnedUnpaid = new("returned", Account.Clearing, Account.Settled);

    /// <summary>The bank returned what it had paid.</summary>
    public static readonly LedgerMove ReturnedPaid = new("returned", Account.Paid, Account.Settled);

    public static readonly LedgerMove TaxReturned = new("taxReturned", Account.TaxPayable, Account.Settled);
    public static readonly LedgerMove TaxRemitted =
        new(TaxRemittance.Event, Account.TaxPayable, TaxRemittance.Account);
}
