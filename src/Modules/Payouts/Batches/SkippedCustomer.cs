namespace SocialCommerce.Payouts.Batches;

/// <summary>A customer who cannot be paid.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Reason"><c>noPayee</c>, <c>notVerified</c>, <c>noAgreement</c>, <c>noAccount</c>,
/// <c>accountAltered</c> (the account that is kept is not the one that was approved), <c>accountPaused</c>,
/// <c>inAnotherBatch</c>, <c>nothingToPay</c>, <c>belowMinimum</c>, <c>noInvoice</c> or <c>invoiceTooSmall</c>;
/// what it is about stays in the statements for a later batch.</param>
internal sealed record SkippedCustomer(string CustomerId, string Reason);
