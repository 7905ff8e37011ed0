namespace SocialCommerce.Membership.Coupons;

/// <summary>What the integrity check asks of coupons.</summary>
internal static class CouponChecks
{
    /// <summary>Counters agree with the rows, and each coupon is held by the order that used it first.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [
        new("couponStock", StockSql), new("couponRedemptions", RedemptionsSql)];

    private const string StockSql = """
        select 'coupon template ' || t.template_id as subject,
            format('issued %s, coupons %s, of which redeemed %s', t.issued, coalesce(k.issued, 0),
                coalesce(k.redeemed, 0)) as detail
        from coupon_templates t
        left join (
            select template_id, count(*) as issued, count(redemption_key) as redeemed from coupons
            where shop_id = @shop group by template_id) as k on k.template_id = t.template_id
        where t.shop_id = @shop and @unit <> ''
            and (t.issued <> coalesce(k.issued, 0) or coalesce(k.redeemed, 0) > t.issued)
        order by t.template_id limit 20
        """;

    // Two orders hold a coupon only where a cancelled refund gave it back to the first after the second had used it.
    private const string RedemptionsSql = """
        select 'coupon ' || k.code as subject,
            format('held by redemption %s, in force %s, of which %s were not reinstated', k.redemption_key, r.held,
                r.plain) as detail
        from coupons k
        left join (
            select coupon_key, array_agg(redemption_key order by redeemed_at, redemption_key) as held,
                count(*) filter (where not reinstated) as plain
            from coupon_redemptions
            where shop_id = @shop and released_at is null and returned_at is null
            group by coupon_key) as r on r.coupon_key = k.coupon_key
        where k.shop_id = @shop and @unit <> ''
            and (k.redemption_key is distinct from r.held[1] or coalesce(r.plain, 0) > 1)
        order by k.coupon_key limit 20
        """;
}
