using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>A coupon that an order used, locked, and what its terms make of a refund.</summary>
/// <param name="RedemptionKey">Internal key of the redemption.</param>
/// <param name="Code">The coupon.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="OnRefund">What a refund does.</param>
/// <param name="Refunded">How much of the order was refunded: <c>none</c>, <c>part</c> or <c>whole</c>.</param>
/// <param name="IsReleased">Whether a refund has given it back.</param>
/// <param name="IsReturned">Whether the shop has given it back.</param>
public sealed record OrderCoupon(
    long RedemptionKey, string Code, string CustomerId, string OnRefund, string Refunded, bool IsReleased,
    bool IsReturned)
{
    internal const string None = "none";
    internal const string Part = "part";
    internal const string Whole = "whole";

    /// <summary>How much is refunded of an order.</summary>
    internal static string Extent(bool anyRefund, bool fullRefund) => fullRefund ? Whole : anyRefund ? Part : None;

    /// <summary>Whether a coupon is given back when so much of its order is refunded.</summary>
    internal static bool Releases(string onRefund, string refunded) =>
        onRefund == CouponReturns.AnyRefund ? refunded != None
            : onRefund == CouponReturns.FullRefund && refunded == Whole;
}
