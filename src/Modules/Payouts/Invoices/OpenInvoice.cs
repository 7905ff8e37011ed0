namespace SocialCommerce.Payouts.Invoices;

/// <summary>An invoice that may still be used.</summary>
/// <param name="PayeeKey">Whose.</param>
/// <param name="InvoiceKey">Which.</param>
/// <param name="Open">How much of a payout it may cover, minor units.</param>
internal sealed record OpenInvoice(long PayeeKey, long InvoiceKey, long Open);
