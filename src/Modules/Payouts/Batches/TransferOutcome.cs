namespace SocialCommerce.Payouts.Batches;

/// <summary>How a bill ends.</summary>
/// <param name="BillKey">The bill.</param>
/// <param name="State"><c>paid</c>, <c>failed</c>, <c>expired</c>, <c>cancelled</c>; <c>returned</c> after <c>paid</c>.
/// </param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Reference">The channel's number.</param>
internal sealed record TransferOutcome(long BillKey, string State, string? Reason, string? Reference);
