namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>The use of a coupon by an order.</summary>
/// <param name="CouponCode">The coupon.</param>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Whose coupon it is.</param>
/// <param name="Status" example="redeemed">
/// <c>redeemed</c>, or <c>returned</c>: the coupon was given back, by the shop or by a refund of the order.
/// </param>
/// <param name="Discount">What the storefront took off.</param>
/// <param name="FundedBy" example="merchant">Who bears it: <c>merchant</c> or <c>platform</c>.</param>
/// <param name="RedeemedAt">When the storefront took the coupon.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="ReturnedAt">When its return was recorded.</param>
/// <param name="Warnings" example="couponExpired">
/// What the terms did not allow and the storefront gave: <c>notYetValid</c>, <c>couponExpired</c>,
/// <c>otherCustomer</c>, <c>discountExceedsTerms</c>.
/// </param>
public sealed record CouponRedemption(
    string CouponCode, string OrderId, string CustomerId, string Status, Money Discount, string FundedBy,
    DateTimeOffset RedeemedAt, DateTimeOffset RecordedAt, DateTimeOffset? ReturnedAt, IReadOnlyList<string> Warnings)
{
    internal const string Redeemed = "redeemed";
    internal const string Returned = "returned";
}
