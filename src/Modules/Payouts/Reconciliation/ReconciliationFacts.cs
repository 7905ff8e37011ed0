using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>What the database has of a list's transfers and people.</summary>
/// <param name="Restored">Whether a restore is detected, so that transfers may have been lost.</param>
/// <param name="Tolerance">By how much a recovered transfer may exceed the settled balance, minor units.</param>
/// <param name="TaxMode">One of <see cref="TaxMode"/>.</param>
/// <param name="Transfers">The transfers that the database knows, by number.</param>
/// <param name="People">The customers that it knows, by the merchant's id.</param>
/// <param name="Positions">What payees were paid in the period of a month, by month and payee.</param>
/// <param name="MonthOf">The tax month of a payment.</param>
/// <param name="Now">The shop's clock.</param>
internal sealed record ReconciliationFacts(
    bool Restored, long Tolerance, string TaxMode, IReadOnlyDictionary<string, KnownTransfer> Transfers,
    IReadOnlyDictionary<string, PaidCustomer> People,
    IReadOnlyDictionary<string, IReadOnlyDictionary<long, TaxPosition>> Positions,
    Func<DateTimeOffset, string> MonthOf, DateTimeOffset Now);
