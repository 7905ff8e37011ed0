namespace SocialCommerce.Payouts.Transfers;

/// <summary>A transfer as the payout register lists it.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="TransferNo">Its number at the channel.</param>
/// <param name="StatementIds">The statements that it pays, oldest first; none where it was recovered after a restore.
/// </param>
/// <param name="PayeeId">The legal person.</param>
/// <param name="Name" example="李娜">
/// The legal name; hidden but for its first character from keys that may not see it.
/// </param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Account" example="…3445">The account, masked.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Gross">Before tax.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="TaxMonth">The month in which it counts for the tax.</param>
/// <param name="State"><c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>, <c>failed</c>,
/// <c>expired</c>, <c>cancelled</c>, or <c>returned</c> after it was paid.</param>
/// <param name="SubmittedAt">When it was booked and handed to the channel.</param>
/// <param name="PaidAt">When it was paid, also where it came back later.</param>
/// <param name="ClosedAt">When it was paid, or failed finally.</param>
/// <param name="ReturnedAt">When the return of what had been paid was booked.</param>
/// <param name="Reference" example="B1">The bank's number.</param>
/// <param name="InvoiceNos">The invoices that it was paid against.</param>
/// <param name="Reason" example="Account closed">Why it failed, or came back.</param>
public sealed record RegisteredTransfer(
    string BatchId, string TransferNo, IReadOnlyList<string> StatementIds, string PayeeId, string Name,
    string CustomerId, string Account, string Channel, Money Gross, Money Tax, Money Net, string TaxMonth, string State,
    DateTimeOffset SubmittedAt, DateTimeOffset? PaidAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt,
    string? Reference, IReadOnlyList<string> InvoiceNos, string? Reason);
