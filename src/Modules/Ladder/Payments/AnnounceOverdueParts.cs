using Microsoft.Extensions.Logging;

namespace SocialCommerce.Ladder.Payments;

/// <summary>
/// Announces once for each part of a payment plan that it is overdue, by the clock of its shop. A part of an order that
/// was refunded whole is passed over.
/// </summary>
internal sealed partial class AnnounceOverdueParts(
    Db db, OverduePartSchedule pace, ILogger<AnnounceOverdueParts> log)
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
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from overdue_part_shops(@now)
        """;

    // A part that another transaction covers at this moment is left to the next look.
    private const string AnnounceSql = """
        with due as (
            select order_key, part_no from payment_parts
            where shop_id = @shop and due_at <= @now and announced_at is null and open_minor > 0
            order by due_at limit @most for no key update skip locked),
        announced as (
            update payment_parts p set announced_at = @now from due
            where p.shop_id = @shop and p.order_key = due.order_key and p.part_no = due.part_no
            returning p.order_key, p.part_no),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'order.paymentOverdue', jsonb_build_object('orderId', o.order_id, 'part', a.part_no), @now
            from announced a join orders o on o.shop_id = @shop and o.order_key = a.order_key
            where not (o.due_minor > 0 and o.refunded_due_minor >= o.due_minor)
            order by a.order_key, a.part_no)
        select order_key from announced
        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Overdue payments were not announced, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
