namespace SocialCommerce.Commissions.Months;

/// <summary>Integrity checks of closed months.</summary>
public static class MonthChecks
{
    /// <summary>
    /// The last closed month's balances are those of its movements, summed again from the beginning, and every month
    /// opens with what the one before closed with. At its end nothing is pending that had matured by then, and nothing
    /// is booked as matured that had not.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [
        new("months", Sql), new("monthMaturity", MaturitySql)];

    // Earlier releases booked a maturity with the time of the booking, which tells nothing of a month's end.
    private const string MaturitySql = $"""
        with last as (
            select month, month_end, watermark from month_closes where shop_id = @shop
            order by month_end desc limit 1)
        select 'accrual ' || p.accrual_id as subject, format('%s matures at %s; at the end of %s pending is %s',
                p.source, p.matures_at, p.month, p.pending) as detail
        from (
            select a.accrual_id, l.month, l.month_end, coalesce(o.matures_at, s.matures_at) as matures_at,
                coalesce('order ' || o.order_id, s.source_kind || ' ' || s.source_id) as source,
                sum(case '{Account.Pending}' when m.to_account then m.amount else -m.amount end) as pending,
                bool_or(m.event = 'matured' and m.recorded_at < coalesce(o.matures_at, s.matures_at)) as early
            from last l
            join movements m on m.shop_id = @shop and m.unit = @unit and m.movement_id <= l.watermark
                and m.recorded_at < l.month_end and '{Account.Pending}' in (m.from_account, m.to_account)
            join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
            left join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id
                and a.source_kind = 'order'
            left join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
                and s.source_kind = a.source_kind
            group by a.accrual_id, l.month, l.month_end, o.matures_at, s.matures_at, o.order_id, s.source_kind,
                s.source_id) as p
        where p.early or (p.pending <> 0 and p.matures_at < p.month_end and not exists (
            select from movements m
            where m.shop_id = @shop and m.subject_id = p.accrual_id and m.event = 'matured' and m.unit = @unit
                and m.recorded_at > p.matures_at))
        order by p.accrual_id limit 20
        """;

    private const string Sql = """
        with closes as (
            select month, month_end, watermark, lag(month) over (order by month_end) as previous,
                lead(month) over (order by month_end) is null as is_last
            from month_closes where shop_id = @shop),
        kept as (
            select month, account, customer_key, opening, opening + received - given as closing
            from month_balances where shop_id = @shop),
        compared as (
            select c.month, k.account, k.customer_key, k.opening as have, 0 as ought
            from closes c join kept k on k.month = c.month
            union all
            select c.month, k.account, k.customer_key, 0, k.closing from closes c join kept k on k.month = c.previous
            union all
            select c.month || ', closing,', k.account, k.customer_key, k.closing, 0
            from closes c join kept k on k.month = c.month where c.is_last
            union all
            select c.month || ', closing,', sides.account, m.customer_key, 0, sides.change
            from closes c
            join movements m on m.shop_id = @shop and m.unit = @unit and m.movement_id <= c.watermark
                and m.recorded_at < c.month_end
            cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount))
                as sides(account, change)
            where c.is_last)
        select format('month %s %s of customer key %s', month, account, customer_key) as subject,
            format('kept %s, ought to be %s', sum(have), sum(ought)) as detail
        from compared group by month, account, customer_key having sum(have) <> sum(ought)
        order by 1 limit 20
        """;
}
