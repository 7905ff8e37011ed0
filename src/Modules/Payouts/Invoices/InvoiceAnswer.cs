namespace SocialCommerce.Payouts.Invoices;

/// <summary>The invoices that a payout takes, or why there are none.</summary>
internal sealed record InvoiceAnswer(string? Obstacle, IReadOnlyList<InvoiceUse> Uses);
