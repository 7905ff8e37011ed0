namespace SocialCommerce.Payouts.Batches;

/// <summary>A bill as it is kept.</summary>
internal sealed record PayoutTransferRow(
    long BillKey, string BillNo, long PayoutKey, long CustomerKey, string Channel, long Gross, long Tax, long Net,
    string TaxMonth, string State, DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt,
    string? Reason, string? Reference, DateTimeOffset? ConfirmBefore, string? Replaces, bool Replaced, string? Problem,
    string? CancelReason);
