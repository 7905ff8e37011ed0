namespace SocialCommerce.Membership.Quotes;

/// <summary>A line of a cart.</summary>
/// <param name="LineId" example="1">As the order will have it; unique in the cart.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity" example="2">More than 0, with up to four decimals.</param>
/// <param name="UnitPrice">The list price of one unit.</param>
public sealed record QuoteLine(
    string LineId, string ProductId, [property: Between(0, Kernel.Accounting.Quantity.Max)] decimal Quantity,
    Money UnitPrice);
