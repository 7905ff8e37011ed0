namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>A redemption as the shop reports it.</summary>
/// <param name="OrderId">The order that used the coupon; it may be reported before or after.</param>
/// <param name="RedeemedAt">When the storefront took the coupon; its validity counts at this time.</param>
/// <param name="Discount">What the storefront took off.</param>
/// <param name="CustomerId">Who used it; another customer than the coupon's is a warning.</param>
public sealed record RedemptionContent(
    string OrderId, DateTimeOffset RedeemedAt, Money Discount, string? CustomerId = null);
