using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>Refusals of claims and assignments.</summary>
internal static class ClaimProblems
{
    public static readonly ProblemType CouponClaimClosed = ProblemType.Conflict(
        "COUPON_CLAIM_CLOSED", "The coupon cannot be claimed now.",
        "Claim within the template's claim window; an ended template issues no coupons.");

    public static readonly ProblemType CouponNotForCustomer = ProblemType.Conflict(
        "COUPON_NOT_FOR_CUSTOMER", "The customer does not belong to the coupon's audience.",
        "Offer the customer another coupon, or assign this one.");

    public static readonly ProblemType CouponSoldOut = ProblemType.Conflict(
        "COUPON_SOLD_OUT", "No coupon is left of the template's stock, or of the day's.",
        "Claim on another day where the day's limit was reached; else raise the stock.");

    public static readonly ProblemType CouponLimitReached = ProblemType.Conflict(
        "COUPON_LIMIT_REACHED", "The customer has as many of these coupons as one customer may have.",
        "Do not repeat the claim; the limit of a day ends with the day.");

    public static readonly ProblemType CouponAssignmentConflict = ProblemType.Conflict(
        "COUPON_ASSIGNMENT_CONFLICT", "The assignment is known with other content.",
        "Use another assignmentId for another assignment.");

    /// <summary>The refusal that a reason stands for.</summary>
    public static ProblemException Of(UnavailableReason reason, string templateId, string pointer)
    {
        var (type, why) = reason.Code switch
        {
            UnavailableReason.SoldOut => (CouponSoldOut, "has no stock left"),
            UnavailableReason.PerDay =>
                (CouponSoldOut, $"reached the limit of the day; claim from {Json.Text(reason.From)}"),
            UnavailableReason.Audience => (CouponNotForCustomer, "is for other customers"),
            UnavailableReason.PerCustomer =>
                (CouponLimitReached, "was issued to the customer as often as its terms allow"),
            UnavailableReason.PerCustomerPerDay => (
                CouponLimitReached,
                $"was claimed by the customer as often as a day allows; claim from {Json.Text(reason.From)}"),
            UnavailableReason.ClaimWindow when reason.From is { } from =>
                (CouponClaimClosed, $"can be claimed from {Json.Text(from)}"),
            UnavailableReason.ClaimWindow => (CouponClaimClosed, "can no longer be claimed"),
            _ => (CouponClaimClosed, "has ended"),
        };
        return type.Because($"Coupon template '{templateId}' {why}.", pointer);
    }
}
