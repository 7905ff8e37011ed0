namespace SocialCommerce.Payouts.Invoices;

/// <summary>How much of a payout an invoice covers.</summary>
internal sealed record InvoiceUse(long InvoiceKey, long Amount);
