using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>Reads how long customers take from contact to partner.</summary>
public static class DealCycleSql
{
    /// <summary>The touchpoints that are shown of a step.</summary>
    public const int MostTouchpoints = 100;

    /// <summary>Each step in total, then by touchpoint, those with the most cases first.</summary>
    /// <param name="batch">A batch that joins whole tables.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="touches">Where customers and orders came from.</param>
    /// <param name="period">When the cases began.</param>
    /// <param name="stepDays">The window of the rates.</param>
    /// <param name="asOf">The shop's time.</param>
    public static PendingRows<DealCycleRow> DealCycles(
        this LadderBatch batch, long shopId, Touches touches, ReportPeriod period, int stepDays,
        DateTimeOffset asOf) => batch.Rows<DealCycleRow>(CyclesSql, new
        {
            shop = shopId,
            touches.Customers,
            touches.TouchedAt,
            touches.TouchpointsOfCustomers,
            touches.Orders,
            touches.TouchpointsOfOrders,
            period.From,
            period.To,
            stepDays,
            asOf,
            most = MostTouchpoints,
        });

    private const string CyclesSql = $"""
        with touched as (
            select distinct on (t.customer_key) t.customer_key, t.touchpoint_id
            from (
                select customer_key, touched_at, touchpoint_id
                from unnest(@customers, @touchedAt, @touchpointsOfCustomers)
                    as s(customer_key, touched_at, touchpoint_id)
                union all
                select p.customer_key, p.paid_at, o.touchpoint_id
                from unnest(@orders, @touchpointsOfOrders) as o(order_key, touchpoint_id)
                join orders p on p.shop_id = @shop and p.order_key = o.order_key) as t
            order by t.customer_key, t.touched_at, t.touchpoint_id),
        cases as (
            select s.step, t.touchpoint_id, s.began_at, s.ended_at, coalesce(s.ended_at < s.began_at, false) as negative
            from customers c
            left join journeys j on j.shop_id = @shop and j.customer_key = c.customer_key
            left join touched t on t.customer_key = c.customer_key
            cross join lateral (values
                (1, c.created_at, j.first_paid_at), (2, j.first_paid_at, j.member_at),
                (3, j.member_at, j.partner_at), (4, c.created_at, j.partner_at)) as s(step, began_at, ended_at)
            where c.shop_id = @shop and c.claimed_by is null and not c.{Guest.IsGuestId}
                and s.began_at >= @from and s.began_at < @to),
        measured as (
            select step, touchpoint_id, negative,
                case when not negative then began_at + @stepDays * interval '24 hours' <= @asOf end as closed,
                coalesce(ended_at < began_at + @stepDays * interval '24 hours', false) as hit,
                case when not negative then extract(epoch from ended_at - began_at) end as took,
                case when ended_at is null then greatest(extract(epoch from @asOf - began_at), 0) / 86400 end as age
            from cases),
        counted as (
            select m.step, m.touchpoint_id, grouping(m.touchpoint_id) = 1 as total, {CohortCounts.Columns},
                {CycleTimes.Columns}, count(*) filter (where m.negative) as negative, count(m.age) as open_cases,
                count(*) filter (where m.age < 7) as under7,
                count(*) filter (where m.age >= 7 and m.age < 30) as under30,
                count(*) filter (where m.age >= 30 and m.age < 90) as under90,
                count(*) filter (where m.age >= 90) as older,
                row_number() over (partition by m.step, grouping(m.touchpoint_id) = 1
                    order by count(*) desc, m.touchpoint_id) as place
            from measured m
            group by grouping sets ((m.step), (m.step, m.touchpoint_id))
            having grouping(m.touchpoint_id) = 1 or m.touchpoint_id is not null)
        select n.step, c.touchpoint_id, coalesce(c.denominator, 0) as denominator,
            coalesce(c.numerator, 0) as numerator, coalesce(c.open, 0) as open,
            coalesce(c.open_numerator, 0) as open_numerator, coalesce(c.completed, 0) as completed, c.median_days,
            c.p90_days, coalesce(c.negative, 0) as negative, coalesce(c.open_cases, 0) as open_cases,
            coalesce(c.under7, 0) as under7, coalesce(c.under30, 0) as under30, coalesce(c.under90, 0) as under90,
            coalesce(c.older, 0) as older
        from generate_series(1, 4) as n(step)
        left join counted c on c.step = n.step and (c.total or c.place <= @most)
        order by n.step, c.total desc, c.place
        """;
}
