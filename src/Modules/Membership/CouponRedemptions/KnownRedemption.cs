namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>A redemption of a coupon that was recorded before.</summary>
/// <param name="RedemptionKey">Internal key.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Content">The report.</param>
/// <param name="Warnings">What the terms did not allow.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="ReleasedAt">When a refund gave the coupon back, or null.</param>
/// <param name="ReturnedAt">When the shop gave it back, or null.</param>
public sealed record KnownRedemption(
    long RedemptionKey, string OrderId, string Content, string[] Warnings, DateTimeOffset RecordedAt,
    DateTimeOffset? ReleasedAt, DateTimeOffset? ReturnedAt)
{
    /// <summary>Whether the order holds the coupon.</summary>
    public bool IsInForce => ReleasedAt is null && ReturnedAt is null;

    /// <summary>As the API shows it.</summary>
    public CouponRedemption Of(CouponToRedeem coupon)
    {
        var content = Json.Read<RedemptionContent>(Content);
        var returned = ReleasedAt < ReturnedAt ? ReleasedAt : ReturnedAt ?? ReleasedAt;
        return new CouponRedemption(
            coupon.Code, OrderId, coupon.CustomerId,
            IsInForce ? CouponRedemption.Redeemed : CouponRedemption.Returned, content.Discount,
            coupon.ReadTerms().FundedBy, content.RedeemedAt, RecordedAt, returned, Warnings);
    }
}
