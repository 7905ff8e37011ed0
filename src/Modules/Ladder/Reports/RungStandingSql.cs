using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.Offers;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Reports;

/// <summary>Reads where the customers of a shop stand on the ladder.</summary>
internal static class RungStandingSql
{
    /// <summary>A row for the customers without a rung, and one for each rung, the lowest first.</summary>
    /// <param name="batch">A batch that joins whole tables.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="nexts">The rung that follows on no rung, and on each rung.</param>
    /// <param name="stocked">The rungs that have a product.</param>
    /// <param name="period">When the customers of the steps reached their rungs.</param>
    /// <param name="stepDays">Their window.</param>
    /// <param name="asOf">The shop's time.</param>
    public static PendingRows<RungStanding> RungStandings(
        this LadderBatch batch, long shopId, IReadOnlyList<string?> nexts, IReadOnlySet<string> stocked,
        ReportPeriod period, int stepDays, DateTimeOffset asOf) => batch.Rows<RungStanding>(StandingsSql, new
        {
            shop = shopId,
            nexts = Places(nexts),
            stocked = Stocked(nexts, stocked),
            period.From,
            period.To,
            stepDays,
            asOf,
            since = asOf.AddDays(-ProductLink.MaxWindowDays),
        });

    /// <summary>Customers who are ready to step up, by their keys.</summary>
    /// <param name="batch">A batch that joins whole tables.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="nexts">The rung that follows on no rung, and on each rung.</param>
    /// <param name="stocked">The rungs that have a product.</param>
    /// <param name="asOf">The shop's time.</param>
    /// <param name="page">Those after a key, and how many.</param>
    public static PendingRows<ReadyCustomer> ReadyCustomers(
        this LadderBatch batch, long shopId, IReadOnlyList<string?> nexts, IReadOnlySet<string> stocked,
        DateTimeOffset asOf, (long After, int Take) page) => batch.Rows<ReadyCustomer>(ReadySql, new
        {
            shop = shopId,
            nexts = Places(nexts),
            stocked = Stocked(nexts, stocked),
            asOf,
            since = asOf.AddDays(-ProductLink.MaxWindowDays),
            page.After,
            page.Take,
        });

    private static int[] Places(IReadOnlyList<string?> nexts) =>
        [.. nexts.Select(rung => Rungs.Place(rung) + 1)];

    private static bool[] Stocked(IReadOnlyList<string?> nexts, IReadOnlySet<string> stocked) =>
        [.. nexts.Select(rung => rung is not null && stocked.Contains(rung))];

    private const string StandingsSql = $"""
        {People},
        standing as (
            select l.place, count(*) as customers, count(*) filter (where {IsReady}) as ready
            {Standing}
            group by l.place),
        measured as (
            select l.place, s.began_at + @stepDays * interval '24 hours' <= @asOf as closed,
                coalesce(s.ended_at < s.began_at + @stepDays * interval '24 hours', false) as hit,
                extract(epoch from s.ended_at - s.began_at) as took
            from people p
            join ladder l on l.place > 0 and l.next > 0
            cross join lateral (
                select p.firsts[l.place] as began_at,
                    (select min(at) from unnest(p.firsts[l.place + 1:]) as at) as above_at,
                    (select min(at) from unnest(p.firsts[l.next:]) as at) as ended_at) as s
            where s.began_at >= @from and s.began_at < @to and (s.above_at is null or s.above_at > s.began_at)),
        steps as (
            select m.place, {CohortCounts.Columns}, {CycleTimes.Columns} from measured m group by m.place)
        select l.place, l.next, coalesce(t.customers, 0) as customers, coalesce(t.ready, 0) as ready,
            coalesce(s.denominator, 0) as denominator, coalesce(s.numerator, 0) as numerator,
            coalesce(s.open, 0) as open, coalesce(s.open_numerator, 0) as open_numerator,
            coalesce(s.completed, 0) as completed, s.median_days, s.p90_days
        from ladder l
        left join standing t on t.place = l.place
        left join steps s on s.place = l.place
        order by l.place
        """;

    private const string ReadySql = $"""
        {People}
        select c.customer_key, c.customer_id, ({Rungs.Array})[l.place] as rung, ({Rungs.Array})[l.next] as next_rung
        {Standing} and c.customer_key > @after and {IsReady} and not c.{Guest.IsGuestId}
        order by c.customer_key limit @take
        """;

    // The customers of a shop with what decides whether they are ready.
    private const string Standing = """
        from customers c
            left join people p on p.customer_key = c.customer_key
            join ladder l on l.place = coalesce(p.top, 0)
            left join linked k on k.customer_key = c.customer_key and k.place = l.next
            left join due d on d.customer_key = c.customer_key
            left join needs n on n.customer_key = c.customer_key
            where c.shop_id = @shop and c.claimed_by is null
        """;

    private const string IsReady = $"""
        l.next > 0 and n.level is distinct from '{CustomerNeed.Low}' and (k.customer_key is not null
            or (l.stocked and (l.next = 4 or d.due_at is null or d.due_at <= @asOf)))
        """;

    private const string People = $"""
        with ladder as (
            select (n.place - 1)::int as place, n.next, n.stocked
            from unnest(@nexts, @stocked) with ordinality as n(next, stocked, place)),
        bought as materialized (
            select p.customer_key, p.order_key, p.paid_at, l.product_id, array_position({Rungs.Array},
                case when g.earlier_rungs is null then g.rung else {RungReviewSql.RungAt} end) as place
            from orders p
            {KeptLines.OfEveryOrder}
            join products g on g.shop_id = @shop and g.product_id = l.product_id
            where p.shop_id = @shop and {KeptLines.AreKept}),
        reached as (
            select customer_key, place, paid_at as at from bought where place is not null
            union all
            select customer_key, array_position({Rungs.Array}, '{Rungs.Member}'), member_at
            from journeys where shop_id = @shop and member_at is not null
            union all
            select customer_key, array_position({Rungs.Array}, '{Rungs.Partner}'), partner_at
            from journeys where shop_id = @shop and partner_at is not null),
        people as materialized (
            select customer_key, max(place) as top, array[
                min(at) filter (where place = 1), min(at) filter (where place = 2),
                min(at) filter (where place = 3), min(at) filter (where place = 4)] as firsts
            from reached group by customer_key),
        {ReadinessSteps}
        """;

    // As NextOffer decides for one customer: an open link to the next rung makes ready at once, and else a product
    // bought again makes wait until it is due.
    private const string ReadinessSteps = $"""
        followed as (
            select b.customer_key, k.linked_product_id as product_id, max(b.paid_at) as bought_at,
                max(b.paid_at) + max(k.window_days) * interval '24 hours' as until
            from bought b
            join product_links k on k.shop_id = @shop and k.product_id = b.product_id and not k.removed
            where b.paid_at > @since
            group by b.customer_key, k.product_id, k.linked_product_id),
        linked as (
            select distinct f.customer_key, array_position({Rungs.Array}, g.rung) as place
            from followed f
            join products g on g.shop_id = @shop and g.product_id = f.product_id
            where f.bought_at <= @asOf and f.until > @asOf and not exists (
                select from bought n
                where n.customer_key = f.customer_key and n.product_id = f.product_id
                    and n.paid_at >= f.bought_at)),
        cycles as (
            select distinct on (product_id) product_id, expected_cycle_days
            from repurchase_designs where shop_id = @shop order by product_id, version desc),
        due as (
            select a.customer_key, min(a.due_at) as due_at from (
                select b.customer_key, max(b.paid_at) + max(y.expected_cycle_days) * interval '24 hours' as due_at
                from bought b
                join cycles y on y.product_id = b.product_id and y.expected_cycle_days is not null
                group by b.customer_key, b.product_id
                having count(distinct b.order_key) > 1) as a
            group by a.customer_key),
        needs as (
            select distinct on (customer_key) customer_key, level
            from customer_needs where shop_id = @shop order by customer_key, version desc)
        """;
}
