namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>What a coupon takes off.</summary>
/// <param name="Kind" example="amount">
/// <c>amount</c>: a fixed amount; <c>percentage</c>: a part of what the products come to; <c>product</c>: one unit of
/// the dearest of the named products; <c>shipping</c>: the cost of shipping.
/// </param>
/// <param name="Amount">Of <c>amount</c>: how much.</param>
/// <param name="PercentBps">Of <c>percentage</c>: the part in basis points; 1000 is 10 % off.</param>
/// <param name="Cap">Of the other kinds: the most that it takes off; without it all.</param>
/// <param name="ProductIds" example="p-serum">
/// The products that it applies to; without them all products. Required for <c>product</c>.
/// </param>
internal sealed record CouponDiscount(
    string Kind, Money? Amount = null, int? PercentBps = null, Money? Cap = null, string[]? ProductIds = null)
{
    public const string FixedAmount = "amount";
    public const string Percentage = "percentage";
    public const string Product = "product";
    public const string Shipping = "shipping";

    /// <summary>Every kind.</summary>
    public static readonly string[] Kinds = [FixedAmount, Percentage, Product, Shipping];

    /// <summary>Whether it applies to a product.</summary>
    public bool AppliesTo(string productId) => ProductIds is null || ProductIds.Contains(productId);
}
