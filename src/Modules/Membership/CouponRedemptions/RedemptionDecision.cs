using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>
/// What a reported redemption does. What the storefront has given is recorded: a coupon that was not yet valid, had
/// expired, belongs to another customer or took off more than its terms allow gives a warning. Only a second order of
/// one coupon is refused. Pure.
/// </summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="Redemption">The redemption as it is answered.</param>
/// <param name="Content">The report.</param>
/// <param name="OnRefund">What a refund of the order does.</param>
/// <param name="Refunded">How much of the order is refunded already.</param>
public sealed record RedemptionDecision(
    CouponToRedeem Coupon, CouponRedemption Redemption, RedemptionContent Content, string OnRefund, string Refunded)
{
    internal bool IsReleased => Redemption.Status == CouponRedemption.Returned;

    /// <summary>The redemption by the same order that is known; null for a new one.</summary>
    /// <exception cref="ProblemException">409 for other content, and for a coupon that another order holds.</exception>
    public static CouponRedemption? Known(
        CouponToRedeem coupon, IReadOnlyList<KnownRedemption> known, RedemptionContent content)
    {
        if (known.FirstOrDefault(one => one.OrderId == content.OrderId) is { } same)
            return JsonDifference.First(Json.Read<RedemptionContent>(same.Content), content) is { } pointer
                ? throw RedemptionProblems.RedemptionConflict.Because(
                    $"Order '{content.OrderId}' has used coupon '{coupon.Code}' with other content.", pointer)
                : same.Of(coupon);
        return known.FirstOrDefault(one => one.IsInForce) is { } other
            ? throw RedemptionProblems.CouponRedeemed.Because(
                $"Order '{other.OrderId}' has used coupon '{coupon.Code}'.")
            : null;
    }

    /// <summary>Decides about a new redemption.</summary>
    /// <param name="coupon">The coupon, which no order holds.</param>
    /// <param name="content">The report.</param>
    /// <param name="anyRefund">Whether anything of the order was refunded already.</param>
    /// <param name="fullRefund">Whether all of it was.</param>
    /// <param name="recordedAt">When it is recorded.</param>
    public static RedemptionDecision Of(
        CouponToRedeem coupon, RedemptionContent content, bool anyRefund, bool fullRefund, DateTimeOffset recordedAt)
    {
        var terms = coupon.ReadTerms();
        var onRefund = (terms.Returns ?? CouponReturns.Usual).OnRefund;
        var refunded = OrderCoupon.Extent(anyRefund, fullRefund);
        var released = OrderCoupon.Releases(onRefund, refunded);
        var redemption = new CouponRedemption(
            coupon.Code, content.OrderId, coupon.CustomerId,
            released ? CouponRedemption.Returned : CouponRedemption.Redeemed, content.Discount, terms.FundedBy,
            content.RedeemedAt, recordedAt, released ? recordedAt : null, [.. Warnings(coupon, terms, content)]);
        return new RedemptionDecision(coupon, redemption, content, onRefund, refunded);
    }

    private static IEnumerable<string> Warnings(CouponToRedeem coupon, CouponTerms terms, RedemptionContent content)
    {
        if (content.RedeemedAt < coupon.ValidFrom) yield return "notYetValid";
        if (content.RedeemedAt >= coupon.ExpiresAt) yield return "couponExpired";
        if (content.CustomerId is { } user && user != coupon.CustomerId) yield return "otherCustomer";
        if (content.Discount.Amount > (terms.Discount.Amount ?? terms.Discount.Cap)?.Amount)
            yield return "discountExceedsTerms";
    }
}
