using Microsoft.Extensions.Logging;

namespace SocialCommerce.Membership.Coupons;

/// <summary>
/// Announces once for each coupon that it expires soon, by the clock of its shop. A coupon that was redeemed or has
/// expired meanwhile is passed over.
/// </summary>
internal sealed partial class AnnounceExpiringCoupons(
    Db db, CouponNoticeSchedule pace, ILogger<AnnounceExpiringCoupons> log)
    : NoticeJob(db, pace.Time, pace.Pause)
{
    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        Db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <inheritdoc/>
    protected override PendingRows<long> Announce(SqlBatch batch, long shopId, DateTimeOffset now, int most) =>
        batch.Rows<long>(AnnounceSql, new { shop = shopId, now, most });

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from coupon_notice_shops(@now)
        """;

    // A coupon that another transaction redeems at this moment is left to the next look.
    private const string AnnounceSql = """
        with due as (
            select coupon_key from coupons
            where shop_id = @shop and notice_at <= @now and announced_at is null and redemption_key is null
            order by notice_at limit @most for no key update skip locked),
        announced as (
            update coupons k set announced_at = @now from due
            where k.shop_id = @shop and k.coupon_key = due.coupon_key
            returning k.coupon_key, k.code, k.template_id, k.customer_key, k.expires_at),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'coupon.expiring', jsonb_build_object(
                'couponCode', a.code, 'templateId', a.template_id, 'customerId', c.customer_id), @now
            from announced a join customers c on c.shop_id = @shop and c.customer_key = a.customer_key
            where a.expires_at > @now
            order by a.coupon_key)
        select coupon_key from announced
        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expiring coupons were not announced, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
