namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>What a stage is decided by.</summary>
/// <param name="Orders" example="4">The customer's kept orders.</param>
/// <param name="CycleDays" example="31.5">The expected cycle in days of 24 hours.</param>
/// <param name="CycleSource" example="ownOrders">
/// Where it comes from: <c>ownOrders</c> (the median of the times between them), <c>product</c> (the expected cycle of
/// a product of the latest order) or <c>setting</c>.
/// </param>
/// <param name="LastPaidAt">When the latest kept order was paid; absent without one.</param>
internal sealed record LifecycleEvidence(
    long Orders, decimal CycleDays, string CycleSource, DateTimeOffset? LastPaidAt);
