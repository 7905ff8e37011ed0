using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.Coupons;

/// <summary>A coupon with the terms under which it was issued.</summary>
internal sealed record CouponRow(
    long CouponKey, string Code, string TemplateId, int Version, CouponTerms Terms, string CustomerId,
    DateTimeOffset ValidFrom, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt, string? OrderId)
{
    /// <summary>As the API shows it at a time.</summary>
    public Coupon At(DateTimeOffset now) => new(
        Code, TemplateId, Version, Terms.Name, Terms.Discount, Terms.MinimumSpend, Terms.FundedBy, CustomerId,
        CouponStates.At(OrderId is not null, ValidFrom, ExpiresAt, now), ValidFrom, ExpiresAt, IssuedAt, OrderId);

    internal const string Columns = """
        k.coupon_key, k.code, k.template_id, k.version, v.terms, c.customer_id, k.valid_from, k.expires_at, k.issued_at,
            r.order_id
        from coupons k
        join coupon_template_versions v on v.shop_id = @shop and v.template_id = k.template_id and v.version = k.version
        join customers c on c.shop_id = @shop and c.customer_key = k.customer_key
        left join coupon_redemptions r on r.shop_id = @shop and r.redemption_key = k.redemption_key
        """;
}
