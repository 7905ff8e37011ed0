using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Delivery;

/// <summary>The order's lines as they stand.</summary>
/// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
/// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
internal sealed record OrderFulfilment(
    string OrderId, IReadOnlyList<FulfilledLine> Lines, DateTimeOffset? CompletedAt = null,
    DateTimeOffset? MaturesAt = null)
{
    internal static string Of(OrderState order, IEnumerable<LineState> lines, Maturity? maturity) =>
        Json.Write(new OrderFulfilment(
            order.OrderId, [.. lines.Select(l => new FulfilledLine(l.LineId, l.ShippedAt, l.CompletedAt))],
            maturity?.CompletedAt, maturity?.MaturesAt));
}
