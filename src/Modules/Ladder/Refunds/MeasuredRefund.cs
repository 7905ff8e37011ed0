using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>A refund held against its order: an effect, or the reason why it has no effect.</summary>
/// <param name="Effect">What it does; null where it does not fit.</param>
/// <param name="Misfit">Why it does not fit; null where it does.</param>
/// <param name="Warnings">Parts that exceed what was paid and count up to what is left.</param>
public sealed record MeasuredRefund(RefundEffect? Effect, Misfit? Misfit, IReadOnlyList<OrderWarning> Warnings);
