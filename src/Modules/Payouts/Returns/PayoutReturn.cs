namespace SocialCommerce.Payouts.Returns;

/// <summary>A bank's return of a transfer that it had paid (退票): reported by one person, decided by another.</summary>
/// <param name="TransferNo">The transfer.</param>
/// <param name="CustomerId">The customer that it had paid.</param>
/// <param name="Net">What came back: all that the payee had got.</param>
/// <param name="Reason">Why the bank sent it back.</param>
/// <param name="Document">The paper that proves it.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="ReportedBy" example="li.na">Operator id of who reported it.</param>
/// <param name="ReportedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note">What that person said.</param>
internal sealed record PayoutReturn(
    string TransferNo, string CustomerId, Money Net, string Reason, string Document, string Status, string ReportedBy,
    DateTimeOffset ReportedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note);
