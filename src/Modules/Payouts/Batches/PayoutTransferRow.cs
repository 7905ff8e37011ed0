namespace SocialCommerce.Payouts.Batches;

/// <summary>A transfer as it is kept.</summary>
internal sealed record PayoutTransferRow(
    long TransferKey, string TransferNo, long PayoutKey, long CustomerKey, string Channel, long Gross, long Tax,
    long Net, string TaxMonth, string State, DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt,
    DateTimeOffset? ReturnedAt, string? Reason, string? Reference, DateTimeOffset? ConfirmBefore, string? Replaces,
    bool Replaced, string? Problem, string? CancelReason);
