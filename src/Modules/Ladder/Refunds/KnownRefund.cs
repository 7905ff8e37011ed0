namespace SocialCommerce.Ladder.Refunds;

/// <summary>A refund that took effect.</summary>
/// <param name="OrderId">The order that it named.</param>
/// <param name="AppliedTo">The order on which it has its effect; another than it named, where a person said so.</param>
/// <param name="Cancellation">The report that cancelled it, or null.</param>
/// <param name="CancellationAnswer">The answer to that report, or null.</param>
public sealed record KnownRefund(
    long RefundKey, string OrderId, string Status, string Content, string Answer, string AppliedTo,
    string? Cancellation = null, string? CancellationAnswer = null);
