using SocialCommerce.Commissions.Accruals;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Books what has matured by the end of a period, and compares what is booked with a closed month's end.
/// </summary>
public static class PeriodMaturitySql
{
    /// <summary>
    /// Books the maturity of all orders that matured before the period's end and have not been touched since, with
    /// the time at which each matured. All that was recorded before that end has been awaited.
    /// </summary>
    public static void BookMaturity(this CommissionsBatch batch, Shop shop, DateTimeOffset end)
    {
        // Locked first: the next statement then sees what the transaction that held an order has booked.
        batch.Rows<long>(LockDueSql, new { shop = shop.Id, end });
        batch.Do(BookMaturitySql, new { shop = shop.Id, unit = shop.Currency, end });
        batch.Do(MarkMaturedSql, new { shop = shop.Id, end });
        batch.BookSourceMaturity(shop.Id, shop.Currency, end);
    }

    /// <summary>
    /// Accruals that are pending at the month's end and had matured by then, or are booked as matured and had not.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="month">The month, as the finding names it.</param>
    /// <param name="monthEnd">Its end.</param>
    /// <param name="watermark">The last movement that its close saw.</param>
    public static PendingRows<IntegrityFinding> MisbookedMaturities(
        this CommissionsBatch batch, Shop shop, string month, DateTimeOffset monthEnd, long watermark) =>
        batch.Rows<IntegrityFinding>(
            MaturitySql, new { shop = shop.Id, unit = shop.Currency, month, monthEnd, watermark });

    private const string LockDueSql = """
        select count(*) from (
            select from commission_orders
            where shop_id = @shop and accruals > 0 and not matured and matures_at < @end
            order by order_key for no key update) as due
        """;

    private const string BookMaturitySql = $"""
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'matured', '{Account.Pending}', '{Account.Available}', @unit,
            a.beneficiary_key, n.net, a.accrual_id, o.order_key, o.matures_at, o.matures_at
        from commission_orders o
        join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
        join (
            select subject_id, sum(case '{Account.Pending}'
                when to_account then amount when from_account then -amount else 0 end) as net
            from movements where shop_id = @shop and unit = @unit
                and event in ('accrued', 'reversed', 'restored', 'held', 'released')
            group by subject_id) as n on n.subject_id = a.accrual_id
        where o.shop_id = @shop and o.accruals > 0 and not o.matured and o.matures_at < @end and n.net > 0
        order by o.order_key, a.accrual_id
        """;

    private const string MarkMaturedSql = """
        update commission_orders set matured = true
        where shop_id = @shop and accruals > 0 and not matured and matures_at < @end
        """;

    // Earlier releases booked a maturity with the time of the booking, which tells nothing of a month's end.
    private const string MaturitySql = $"""
        select 'accrual ' || p.accrual_id as subject, format('%s matures at %s; at the end of %s pending is %s',
                p.source, p.matures_at, @month, p.pending) as detail
        from (
            select a.accrual_id, coalesce(o.matures_at, s.matures_at) as matures_at,
                coalesce('order ' || o.order_id, s.source_kind || ' ' || s.source_id) as source,
                sum(case '{Account.Pending}' when m.to_account then m.amount else -m.amount end) as pending,
                bool_or(m.event = 'matured' and m.recorded_at < coalesce(o.matures_at, s.matures_at)) as early
            from movements m
            join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
            left join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id
                and a.source_kind = 'order'
            left join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
                and s.source_kind = a.source_kind
            where m.shop_id = @shop and m.unit = @unit and m.movement_id <= @watermark
                and m.recorded_at < @monthEnd and '{Account.Pending}' in (m.from_account, m.to_account)
            group by a.accrual_id, o.matures_at, s.matures_at, o.order_id, s.source_kind, s.source_id) as p
        where p.early or (p.pending <> 0 and p.matures_at < @monthEnd and not exists (
            select from movements m
            where m.shop_id = @shop and m.subject_id = p.accrual_id and m.event = 'matured' and m.unit = @unit
                and m.recorded_at > p.matures_at))
        order by p.accrual_id limit 20
        """;
}
