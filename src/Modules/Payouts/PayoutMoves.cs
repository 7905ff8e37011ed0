using SocialCommerce.Payouts.TaxReports;

namespace SocialCommerce.Payouts;

/// <summary>The movements that payouts book.</summary>
internal static class PayoutMoves
{
    /// <summary>By event, from which account to which.</summary>
    public static readonly IReadOnlyList<LedgerMove> Known =
    [
        new("submitted", Account.Settled, Account.Clearing), new("withheld", Account.Settled, Account.TaxPayable),
        new("paid", Account.Clearing, Account.Paid),
        new("returned", Account.Clearing, Account.Settled), new("returned", Account.Paid, Account.Settled),
        new("taxReturned", Account.TaxPayable, Account.Settled),
        new(TaxRemittance.Event, Account.TaxPayable, TaxRemittance.Account),
    ];
}
