namespace SocialCommerce.Payouts.Invoices;

/// <summary>An invoice that may still be used.</summary>
/// <param name="PayeeKey">The payee's key.</param>
/// <param name="InvoiceKey">The invoice's key.</param>
/// <param name="Open">How much of a payout it may cover, minor units.</param>
internal sealed record OpenInvoice(long PayeeKey, long InvoiceKey, long Open);
