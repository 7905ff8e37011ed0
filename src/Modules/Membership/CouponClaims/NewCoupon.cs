using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>A coupon to be issued.</summary>
internal sealed record NewCoupon(
    string Code, string TemplateId, int Version, CouponTerms Terms, long CustomerKey, string CustomerId,
    DateTimeOffset ValidFrom, DateTimeOffset ExpiresAt)
{
    /// <summary>A coupon of a template for a customer.</summary>
    public static NewCoupon Of(IssuableTemplate template, long customerKey, string customerId, DateTimeOffset now)
    {
        var (from, until) = template.Terms.ValidityFrom(now);
        return new NewCoupon(
            CouponCode.Next(), template.TemplateId, template.Version, template.Terms, customerKey, customerId, from,
            until);
    }

    /// <summary>As the API shows it when it is issued.</summary>
    public Coupon Shown(DateTimeOffset now) =>
        new CouponRow(0, Code, TemplateId, Version, Terms, CustomerId, ValidFrom, ExpiresAt, now, null).At(now);
}
