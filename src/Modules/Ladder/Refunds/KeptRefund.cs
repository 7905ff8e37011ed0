using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>A refund that takes effect, or the cancellation of one, whose effect is of the other sign.</summary>
/// <param name="OrderId">The order on which it does.</param>
/// <param name="OrderKey">That order's key.</param>
/// <param name="Content">What takes effect.</param>
/// <param name="Effect">What it does to the order's sums.</param>
/// <param name="Answer">The answer, kept to be given again.</param>
/// <param name="Waited">The event that waited until now, as it was reported; null for a new report.</param>
/// <param name="Cancels">What it cancels; null for a refund.</param>
public sealed record KeptRefund(
    string OrderId, long OrderKey, RefundContent Content, RefundEffect Effect, string Answer,
    WaitingEventRow? Waited = null, KeptCancellation? Cancels = null);
