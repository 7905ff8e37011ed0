namespace SocialCommerce.Membership.Coupons;

/// <summary>Refusals that name a coupon.</summary>
public static class CouponProblems
{
    /// <summary>404: there is no such coupon.</summary>
    public static readonly ProblemType CouponNotFound = ProblemType.NotFound(
        "COUPON_NOT_FOUND", "There is no such coupon.", "Check the code; its last character tells a typing error.");
}
