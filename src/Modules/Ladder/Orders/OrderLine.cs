namespace SocialCommerce.Ladder.Orders;

/// <summary>One line of an order; it has a unit price or a total.</summary>
/// <param name="LineId">The merchant's own id of the line, unique in the order.</param>
/// <param name="ProductId">The product; an undeclared one becomes known, unclassified.</param>
/// <param name="Quantity">More than 0, with up to four decimals, such as 0.5 of a kilogram.</param>
/// <param name="UnitPrice">
/// For one unit, before discounts. The line comes to quantity × unit price, rounded half to even once.
/// </param>
/// <param name="Discounts">Taken off this line, and who bears each.</param>
/// <param name="ShippedAt">When this line left.</param>
/// <param name="CompletedAt">When this line was received.</param>
/// <param name="Tax">
/// The tax in what was due for this line, where prices include it; it is a part of the order's tax, and wins over the
/// line's share of it.
/// </param>
/// <param name="Total">
/// For the whole line, before discounts, in place of a unit price that would have a fraction of a minor unit.
/// </param>
public sealed record OrderLine(
    string LineId,
    string ProductId,
    [property: Between(0, OrderLine.MaxQuantity)] decimal Quantity,
    Money? UnitPrice = null,
    [property: Most(OrderContent.MaxDiscounts)] IReadOnlyList<Discount>? Discounts = null,
    DateTimeOffset? ShippedAt = null,
    DateTimeOffset? CompletedAt = null,
    Money? Tax = null,
    Money? Total = null)
{
    /// <summary>Most units of one line.</summary>
    public const long MaxQuantity = Kernel.Accounting.Quantity.Max;
}
