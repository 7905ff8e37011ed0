namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>Refusals of redemptions and returns.</summary>
public static class RedemptionProblems
{
    /// <summary>409: another order holds the coupon.</summary>
    public static readonly ProblemType CouponRedeemed = ProblemType.Conflict(
        "COUPON_REDEEMED", "Another order has used the coupon.",
        "Return the coupon from the other order first, or give the discount without the coupon.");

    /// <summary>409: the order has used the coupon with other content.</summary>
    public static readonly ProblemType RedemptionConflict = ProblemType.Conflict(
        "REDEMPTION_CONFLICT", "The order has used the coupon with other content.",
        "Repeat the redemption as it was reported first.");

    /// <summary>404: the order has not used the coupon.</summary>
    public static readonly ProblemType RedemptionNotFound = ProblemType.NotFound(
        "REDEMPTION_NOT_FOUND", "The order has not used the coupon.", "Check the order's id and the code.");
}
