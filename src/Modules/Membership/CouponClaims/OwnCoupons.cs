namespace SocialCommerce.Membership.CouponClaims;

/// <summary>How many coupons of a template a customer got on a day, and how many of them by a claim.</summary>
internal sealed record OwnCoupons(
    long CustomerKey, string TemplateId, string IssuedOn, long Issued, long Claimed);
