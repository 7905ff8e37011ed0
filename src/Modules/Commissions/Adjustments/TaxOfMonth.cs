namespace SocialCommerce.Commissions.Adjustments;

/// <summary>
/// Adds to a batch what is withheld of a customer's payments for a month, after what was put right for it. The host
/// knows it, and this module does not.
/// </summary>
/// <param name="batch">The batch.</param>
/// <param name="shop">The shop.</param>
/// <param name="customerKey">The customer.</param>
/// <param name="month">The month of the tax, such as <c>2026-01</c>.</param>
public delegate PendingRows<long> TaxOfMonth(SqlBatch batch, Shop shop, long customerKey, string month);
