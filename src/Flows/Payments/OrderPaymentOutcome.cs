using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Flows.Payments;

/// <summary>A payment, and how far it leaves the order paid.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Payments">How far the order is paid.</param>
/// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
/// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
/// <param name="Warnings">What could not be taken as it was sent; absent where there is nothing.</param>
internal sealed record OrderPaymentOutcome(
    string OrderId, OrderPayment Payment, PlanStanding Payments, DateTimeOffset? CompletedAt = null,
    DateTimeOffset? MaturesAt = null, IReadOnlyList<OrderWarning>? Warnings = null);
