using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Commissions.Balances;

/// <summary>Reads of the integrity check for commissions, and its checks in SQL.</summary>
public static class CommissionChecks
{
    /// <summary>Orders after a key, with what is booked on them.</summary>
    public static PendingRows<BookedOrder> BookedOrders(
        this CommissionsBatch batch, long shopId, long after, int limit) =>
        batch.Rows<BookedOrder>(BookedSql, new { shop = shopId, after, limit });

    /// <summary>The whole partner history.</summary>
    public static PendingRows<HistoryEntry> History(this CommissionsBatch batch, long shopId) =>
        batch.Rows<HistoryEntry>(HistorySql, new { shop = shopId });

    /// <summary>The history of a few people.</summary>
    public static PendingRows<HistoryEntry> History(this CommissionsBatch batch, long shopId, long[] keys) =>
        batch.Rows<HistoryEntry>(HistoryOfSql, new { shop = shopId, keys });

    /// <summary>The kept numbers of every person of a shop.</summary>
    public static PendingRows<KeptNumbers> KeptNumbers(this CommissionsBatch batch, long shopId) =>
        batch.Rows<KeptNumbers>(NumbersSql, new { shop = shopId });

    /// <summary>Published versions, latest first.</summary>
    public static PendingRows<PlanTime> PlanTimes(this CommissionsBatch batch, long shopId) =>
        batch.Rows<PlanTime>(PlansSql, new { shop = shopId });

    /// <summary>
    /// Accruals agree with their movements, balances with maturity, and the shop bears nothing that was not reversed.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("accruals", AccrualsSql), new("balances", BalancesSql), new("absorbed", AbsorbedSql)];

    private const string BookedSql = $"""
        select o.order_key, o.order_id, o.paid_at, o.recorded_at, o.plan_key, o.snapshot, o.seen::text as seen,
            o.completed_at, o.matures_at, coalesce(o.completion_heard_at, o.recorded_at) as heard_at,
            coalesce(a.rules, array[]::text[]) as rules, coalesce(a.beneficiaries, array[]::bigint[]) as beneficiaries,
            coalesce(a.nets, array[]::bigint[]) as nets, coalesce(a.rejected, array[]::boolean[]) as rejected,
            nullif({OrderChanges.SnapshotNow}, o.snapshot)::text as now
        from (
            select * from commission_orders where shop_id = @shop and order_key > @after
            order by order_key limit @limit) as o
        left join lateral (
            select array_agg(a.rule order by a.accrual_id) as rules,
                array_agg(a.beneficiary_key order by a.accrual_id) as beneficiaries,
                array_agg(coalesce(m.net, 0)::bigint order by a.accrual_id) as nets,
                array_agg(exists (
                    select from holds x join hold_ends e on e.shop_id = @shop and e.hold_key = x.hold_key
                    where x.shop_id = @shop and x.order_key = o.order_key and x.accrual_id = a.accrual_id
                        and {CommissionHolds.IsLost}) order by a.accrual_id) as rejected
            from accruals a
            left join lateral (
                select sum(case 'expense' when from_account then amount when to_account then -amount else 0 end) as net
                from movements where shop_id = @shop and subject_id = a.accrual_id and order_key = o.order_key
                    and customer_key = a.beneficiary_key and unit <> 'points') as m on true
            where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key) as a on true
        order by o.order_key
        """;

    private const string HistorySql = """
        select customer_key, seq, tier, active, order_key, recorded_at, transaction_id::text as transaction_id
        from partner_history where shop_id = @shop order by customer_key, seq
        """;

    private const string HistoryOfSql = """
        select customer_key, seq, tier, active, order_key, recorded_at, transaction_id::text as transaction_id
        from partner_history where shop_id = @shop and customer_key = any(@keys) order by customer_key, seq
        """;

    private const string NumbersSql = """
        select n.customer_key, c.customer_id, sum(own_minor)::bigint as own, sum(team1_minor)::bigint as team1,
            sum(team2_minor)::bigint as team2, sum(team3_minor)::bigint as team3, sum(buyers)::bigint as buyers
        from (
            select customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers from partner_totals
            where shop_id = @shop
            union all
            select customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers from partner_volume
            where shop_id = @shop) as n
        join customers c on c.shop_id = @shop and c.customer_key = n.customer_key
        group by n.customer_key, c.customer_id
        """;

    private const string PlansSql = """
        select plan_key, effective_from, published_at from plans
        where shop_id = @shop and status <> 'draft' order by effective_from desc
        """;

    private const string AccrualsSql = """
        select 'accrual ' || a.accrual_id as subject,
            format('accrued %s, booked %s', a.amount, coalesce(m.amount, 0)) as detail
        from accruals a
        full join (
            select subject_id, customer_key, sum(amount) as amount from movements
            where shop_id = @shop and unit = @unit and event = 'accrued' group by subject_id, customer_key) as m
            on m.subject_id = a.accrual_id and m.customer_key = a.beneficiary_key and a.shop_id = @shop
        where coalesce(a.shop_id, @shop) = @shop and coalesce(a.amount, 0) <> coalesce(m.amount, 0)
        order by a.accrual_id limit 20
        """;

    private const string AbsorbedSql = """
        select 'accrual ' || subject_id as subject, format('absorbed %s of %s reversed', absorbed, reversed) as detail
        from (
            select subject_id, sum(amount) filter (where event = 'reversed') as reversed,
                sum(case when event = 'reversed' then 0 when from_account = 'clawbackLoss' then amount else -amount end)
                    as absorbed
            from movements
            where shop_id = @shop and unit = @unit and event in ('absorbed', 'reversed')
            group by subject_id) as a
        where absorbed < 0 or absorbed > coalesce(reversed, 0)
        order by subject_id limit 20
        """;

    private const string BalancesSql = """
        select 'order ' || o.order_id as subject, format('accrual %s: pending %s', a.accrual_id, m.pending) as detail
        from accruals a
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        join (
            select subject_id, sum(case 'pending' when to_account then amount when from_account then -amount else 0 end)
                as pending
            from movements where shop_id = @shop and unit = @unit and event <> 'settled' group by subject_id) as m
            on m.subject_id = a.accrual_id
        where a.shop_id = @shop and (m.pending < 0 or (o.matured and m.pending <> 0))
        order by a.accrual_id limit 20
        """;
}
