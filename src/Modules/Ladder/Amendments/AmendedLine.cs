using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>A line as an amendment leaves it: with a unit price or a total, as in an order.</summary>
/// <param name="LineId">The merchant's own id of the line; one that the order does not have adds a line.</param>
/// <param name="ProductId">The product; of a line that the order has, the same as before.</param>
/// <param name="Quantity">
/// Units sold in all, those that came back included, with up to four decimals. 0 takes the line off the order.
/// </param>
/// <param name="UnitPrice">For one unit, before discounts.</param>
/// <param name="Total">For the whole line, before discounts, in place of a unit price.</param>
/// <param name="Discounts">All discounts on this line.</param>
/// <param name="Tax">The tax in what was due for this line, where prices include it.</param>
public sealed record AmendedLine(
    string LineId,
    string ProductId,
    [property: Between(0, OrderLine.MaxQuantity)] decimal Quantity,
    Money? UnitPrice = null,
    Money? Total = null,
    [property: Most(OrderContent.MaxDiscounts)] IReadOnlyList<Discount>? Discounts = null,
    Money? Tax = null)
{
    /// <summary>As a line of an order, with the times that it had before.</summary>
    public OrderLine ToLine(OrderLine? before = null) => new(
        LineId, ProductId, Quantity, UnitPrice, Discounts, before?.ShippedAt, before?.CompletedAt, Tax, Total);
}
