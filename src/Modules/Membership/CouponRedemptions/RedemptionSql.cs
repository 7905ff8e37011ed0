namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>
/// What flows read and write of redemptions. A writer holds the order's lock and then the coupon's row: the redemptions
/// of an order change one after the other, and so do the orders of a coupon.
/// </summary>
public static class RedemptionSql
{
    /// <summary>Locks a coupon by its code; none where there is no such code.</summary>
    public static PendingRows<CouponToRedeem> LockCoupon(this MembershipBatch batch, long shopId, string code) =>
        batch.Rows<CouponToRedeem>(LockSql, new { shop = shopId, code = Coupons.CouponCode.Normalize(code) });

    /// <summary>The redemptions of a coupon that was locked, oldest first.</summary>
    public static PendingRows<KnownRedemption> Redemptions(this MembershipBatch batch, long shopId, string code) =>
        batch.Rows<KnownRedemption>(KnownSql, new { shop = shopId, code = Coupons.CouponCode.Normalize(code) });

    /// <summary>Locks the coupons that an order used; none for most orders.</summary>
    public static PendingRows<OrderCoupon> LockCouponsOf(this MembershipBatch batch, long shopId, string orderId) =>
        batch.Rows<OrderCoupon>(LockOfOrderSql, new { shop = shopId, orderId });

    /// <summary>Gives a customer the coupons of the guest who the customer turned out to be.</summary>
    public static void MoveCoupons(this MembershipBatch batch, long shopId, long guestKey, long customerKey) =>
        batch.Do(MoveSql, new { shop = shopId, guestKey, customerKey });

    /// <summary>Records a redemption.</summary>
    public static void Redeem(this MembershipBatch batch, PostingContext posting, RedemptionDecision decision)
    {
        var (coupon, redemption) = (decision.Coupon, decision.Redemption);
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            coupon.CouponKey,
            redemption.OrderId,
            content = Json.Write(decision.Content),
            discount = redemption.Discount.Amount,
            warnings = redemption.Warnings.ToArray(),
            redemption.RedeemedAt,
            redemption.RecordedAt,
            decision.OnRefund,
            decision.Refunded,
            releasedAt = redemption.ReturnedAt,
        });
        batch.Hold(posting.ShopId, redemption.OrderId);
        batch.Sql.Announce(posting, "coupon.redeemed", new
        {
            CouponCode = coupon.Code,
            redemption.OrderId,
            coupon.CustomerId,
        });
        if (decision.IsReleased) batch.AnnounceReturn(posting, coupon.Code, redemption.OrderId, coupon.CustomerId);
    }

    /// <summary>
    /// Gives back the coupons of an order, or takes them back, by what its refunds, their cancellations and its
    /// amendments leave of it. The end depends on what is left alone, in whichever order these were reported.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">The shop, and when.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="coupons">Its coupons, locked.</param>
    /// <param name="anyRefund">Whether anything of the order is refunded.</param>
    /// <param name="fullRefund">Whether all of it is.</param>
    public static void ReturnCoupons(
        this MembershipBatch batch, PostingContext posting, string orderId, IReadOnlyList<OrderCoupon> coupons,
        bool anyRefund, bool fullRefund)
    {
        var refunded = OrderCoupon.Extent(anyRefund, fullRefund);
        var changed = coupons.Where(one => one.Refunded != refunded).ToList();
        if (changed.Count == 0) return;
        batch.Do(RefundSql, new
        {
            shop = posting.ShopId,
            keys = changed.Select(one => one.RedemptionKey).ToArray(),
            released = changed.Select(one => OrderCoupon.Releases(one.OnRefund, refunded)).ToArray(),
            refunded,
            posting.RecordedAt,
        });
        batch.Hold(posting.ShopId, orderId);
        foreach (var coupon in changed)
            if (coupon is { IsReleased: false, IsReturned: false } && OrderCoupon.Releases(coupon.OnRefund, refunded))
                batch.AnnounceReturn(posting, coupon.Code, orderId, coupon.CustomerId);
    }

    /// <summary>Gives a coupon back by a decision of the shop, which no cancelled refund undoes.</summary>
    internal static void Return(
        this MembershipBatch batch, PostingContext posting, string orderId, long redemptionKey, string reason)
    {
        batch.Do(ReturnSql, new { shop = posting.ShopId, redemptionKey, reason, posting.RecordedAt });
        batch.Hold(posting.ShopId, orderId);
    }

    internal static void AnnounceReturn(
        this MembershipBatch batch, PostingContext posting, string code, string orderId, string customerId) =>
        batch.Sql.Announce(
            posting, "coupon.returned", new { CouponCode = code, OrderId = orderId, CustomerId = customerId });

    private static void Hold(this MembershipBatch batch, long shopId, string orderId) =>
        batch.Do(HoldSql, new { shop = shopId, orderId });

    private const string LockSql = """
        select k.coupon_key, k.code, c.customer_id, v.terms::text, k.valid_from, k.expires_at
        from coupons k
        join coupon_template_versions v on v.shop_id = @shop and v.template_id = k.template_id and v.version = k.version
        join customers c on c.shop_id = @shop and c.customer_key = k.customer_key
        where k.shop_id = @shop and k.code = @code for no key update of k
        """;

    private const string KnownSql = """
        select r.redemption_key, r.order_id, r.content::text, r.warnings, r.recorded_at, r.released_at, r.returned_at
        from coupons k join coupon_redemptions r on r.shop_id = @shop and r.coupon_key = k.coupon_key
        where k.shop_id = @shop and k.code = @code order by r.redemption_key
        """;

    private const string LockOfOrderSql = """
        select r.redemption_key, k.code, c.customer_id, r.on_refund, r.refunded, r.released_at is not null
            as is_released, r.returned_at is not null as is_returned
        from coupon_redemptions r
        join coupons k on k.shop_id = @shop and k.coupon_key = r.coupon_key
        join customers c on c.shop_id = @shop and c.customer_key = k.customer_key
        where r.shop_id = @shop and r.order_id = @orderId
        order by k.coupon_key for no key update of k
        """;

    private const string MoveSql = """
        update coupons set customer_key = @customerKey where shop_id = @shop and customer_key = @guestKey
        """;

    private const string InsertSql = """
        insert into coupon_redemptions (shop_id, coupon_key, order_id, content, discount_minor, warnings, redeemed_at,
            recorded_at, on_refund, refunded, released_at)
        values (@shop, @couponKey, @orderId, @content::jsonb, @discount, @warnings, @redeemedAt, @recordedAt,
            @onRefund, @refunded, @releasedAt)
        """;

    private const string RefundSql = """
        update coupon_redemptions r set refunded = @refunded,
            released_at = case when n.released then coalesce(r.released_at, @recordedAt) end,
            reinstated = r.reinstated or (r.released_at is not null and not n.released)
        from unnest(@keys, @released) as n(redemption_key, released)
        where r.shop_id = @shop and r.redemption_key = n.redemption_key
        """;

    private const string ReturnSql = """
        update coupon_redemptions set returned_at = @recordedAt, return_reason = @reason
        where shop_id = @shop and redemption_key = @redemptionKey
        """;

    // The first redemption in force holds the coupon. A coupon that none holds is usable for the days of grace at
    // least, from its latest return on, and a later expiry is announced again.
    private const string HoldSql = """
        update coupons k set redemption_key = n.holder, expires_at = n.expires_at,
            notice_at = k.notice_at + (n.expires_at - k.expires_at),
            announced_at = case when n.expires_at = k.expires_at then k.announced_at end
        from (
            select k.coupon_key, r.holder, case when r.holder is null and v.grace > 0
                then greatest(k.expires_at, r.returned_at + make_interval(days => v.grace)) else k.expires_at end
                as expires_at
            from coupons k
            cross join lateral (
                select coalesce((terms -> 'returns' ->> 'graceDays')::int, 0) as grace from coupon_template_versions
                where shop_id = @shop and template_id = k.template_id and version = k.version) as v
            cross join lateral (
                select (array_agg(redemption_key order by redeemed_at, redemption_key)
                        filter (where released_at is null and returned_at is null))[1] as holder,
                    max(least(released_at, returned_at)) as returned_at
                from coupon_redemptions where shop_id = @shop and coupon_key = k.coupon_key) as r
            where k.shop_id = @shop and k.coupon_key in (
                select coupon_key from coupon_redemptions where shop_id = @shop and order_id = @orderId)) as n
        where k.shop_id = @shop and k.coupon_key = n.coupon_key
        """;
}
