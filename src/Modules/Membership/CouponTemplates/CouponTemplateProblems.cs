namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>Refusals of coupon templates.</summary>
internal static class CouponTemplateProblems
{
    public static readonly ProblemType CouponTemplateNotFound = ProblemType.NotFound(
        "COUPON_TEMPLATE_NOT_FOUND", "There is no such coupon template.",
        "Define the template first, and check the id.");

    public static readonly ProblemType CouponTemplateUnknown = ProblemType.Invalid(
        "COUPON_TEMPLATE_UNKNOWN", "The request names a coupon template that does not exist.",
        "Define the template first, and check the id.");
}
