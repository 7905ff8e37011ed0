using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Adjustments;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>The movements that statements hold, by when they became eligible.</summary>
internal static class EligibleMovements
{
    /// <summary>
    /// Opens the movements that became eligible from the run before to the period's end, person by person; and those of
    /// earlier periods that were numbered after the run before, which has therefore not seen them.
    /// </summary>
    public static void OpenMovements(
        this CommissionsBatch batch, Shop shop, DateTimeOffset? start, DateTimeOffset end, SeenMovements seen) =>
        batch.Open<OpenMovement>(
            FreshSql, new { shop = shop.Id, unit = shop.Currency, start, end, before = seen.Before, seen.Now });

    /// <summary>The movements of these people that earlier runs carried forward.</summary>
    public static PendingRows<OpenMovement> CarriedMovements(
        this CommissionsBatch batch, Shop shop, long[] keys, DateTimeOffset? start, long? before) =>
        batch.Rows<OpenMovement>(OlderSql, new { shop = shop.Id, unit = shop.Currency, keys, start, before });

    internal const string Columns = $"""
        m.customer_key, c.customer_id, m.movement_id, o.order_id, a.rule, a.kind, a.depth, a.tier, m.event,
        {EarnedMovements.Change} as amount, m.occurred_at, m.recorded_at, o.matures_at,
        greatest(o.matures_at, m.recorded_at) as eligible_at, null::text as adjustment_id,
        null::text as reason, null::text as document, null::text as source_kind, null::text as source_id
        """;

    private const string Joins = """
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        """;

    // Orders that matured in the period with all that was recorded of them, late changes of those matured before, and
    // what was adjusted in it.
    private const string FreshSql = $"""
        select {Columns}
        from commission_orders o
        join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
        join movements m on m.shop_id = @shop and m.subject_id = a.accrual_id and m.unit = @unit
            and m.event in ({EarnedMovements.Earned}) and {EarnedMovements.IsFree}
            and m.recorded_at < @end and m.movement_id <= @now
        {Joins}
        where o.shop_id = @shop and o.accruals > 0 and o.matures_at < @end
            and (@start is null or o.matures_at >= @start)
        union all
        select {Columns}
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where m.shop_id = @shop and m.event in ('reversed', 'restored', 'absorbed') and m.unit = @unit
            and m.recorded_at >= @start and m.recorded_at < @end and o.matures_at < @start and {EarnedMovements.IsFree}
            and m.movement_id <= @now
        union all
        select {Columns}
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where m.shop_id = @shop and m.event in ('held', 'released') and m.unit = @unit
            and m.recorded_at >= @start and m.recorded_at < @end and o.matures_at < @start and {EarnedMovements.IsFree}
            and m.movement_id <= @now
        union all
        select {Columns}
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where m.shop_id = @shop and m.event in ({EarnedMovements.Earned}) and m.unit = @unit
            and {EarnedMovements.IsFree}
            and {EarnedMovements.IsLeftOut} and m.movement_id <= @now and o.matures_at < @start
        union all
        {AdjustmentSql.Lines}
        where m.shop_id = @shop and m.event = '{AdjustmentKinds.Event}' and m.unit = @unit
            and m.recorded_at < @end and (@start is null or m.recorded_at >= @start or {EarnedMovements.IsLeftOut})
            and m.movement_id <= @now
        union all
        {AccrualSourceSql.FreshLines}
        order by customer_key
        """;

    private const string OlderSql = $"""
        with people as (
            select p.key, last.period_end, last.seen
            from unnest(@keys) as p(key)
            left join lateral (
                select s.period_end, (
                    select r.watermark from settlement_runs r
                    where r.shop_id = @shop and r.period_end = s.period_end) as seen
                from statements s where s.shop_id = @shop and s.customer_key = p.key
                order by s.period_end desc limit 1) as last on true
            where @start is not null and last.period_end is distinct from @start)
        select {Columns}
        from people p
        join movements m on m.shop_id = @shop and m.customer_key = p.key and m.unit = @unit
            and m.event in ({EarnedMovements.Earned}) and {EarnedMovements.IsFree} and m.recorded_at < @start
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where o.matures_at < @start and {EarnedMovements.WasSeen}
            and (p.period_end is null or greatest(o.matures_at, m.recorded_at) >= p.period_end
                or {EarnedMovements.WasLeftOut})
        union all
        {AdjustmentSql.Lines}
        join people p on p.key = m.customer_key
        where m.shop_id = @shop and m.event = '{AdjustmentKinds.Event}' and m.unit = @unit
            and m.recorded_at < @start and {EarnedMovements.WasSeen}
            and (p.period_end is null or m.recorded_at >= p.period_end or {EarnedMovements.WasLeftOut})
        union all
        {AccrualSourceSql.OlderLines}
        """;
}
