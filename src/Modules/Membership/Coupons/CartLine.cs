namespace SocialCommerce.Membership.Coupons;

/// <summary>A line of a cart.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity" example="2">More than 0, with up to four decimals.</param>
/// <param name="Amount">For the whole line, after its other discounts.</param>
internal sealed record CartLine(
    string ProductId, [property: Between(0, Kernel.Accounting.Quantity.Max)] decimal Quantity, Money Amount);
