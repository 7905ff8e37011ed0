namespace SocialCommerce.Payouts.Batches;

/// <summary>How a transfer ends.</summary>
/// <param name="TransferKey">The transfer.</param>
/// <param name="State"><c>paid</c>, <c>failed</c>, <c>expired</c>, <c>cancelled</c>; <c>returned</c> after <c>paid</c>.
/// </param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Reference">The channel's number.</param>
internal sealed record TransferOutcome(long TransferKey, string State, string? Reason, string? Reference);
