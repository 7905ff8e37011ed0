using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Costs;

/// <summary>The statements about what commissions cost.</summary>
internal static class CostSql
{
    /// <summary>The costs of a period by kind, rule, version and tier.</summary>
    public static PendingRows<CostRow> Costs(this CommissionsBatch batch, Shop shop, LedgerPeriod period) =>
        batch.Rows<CostRow>(CostsSql, Arguments(shop, period));

    /// <summary>Of them, those that no order earned.</summary>
    public static PendingRows<CostRow> CostsWithoutOrder(this CommissionsBatch batch, Shop shop, LedgerPeriod period) =>
        batch.Rows<CostRow>(WithoutOrderSql, Arguments(shop, period));

    /// <summary>Opens the costs of the orders that have any in the period, from each order's beginning on.</summary>
    public static void OpenOrderCosts(this CommissionsBatch batch, Shop shop, LedgerPeriod period) =>
        batch.Open<CostMovement>(OrdersSql, Arguments(shop, period));

    private static object Arguments(Shop shop, LedgerPeriod period) => new
    {
        shop = shop.Id,
        unit = shop.Currency,
        period.Watermark,
        period.End,
        period.Before,
        period.BeforeEnd,
        period.From,
    };

    /// <summary>SQL: the events that change what an accrual costs.</summary>
    private const string OfAccruals = "'accrued', 'reversed', 'restored', 'rejected', 'absorbed'";

    /// <summary>SQL: whether a movement is cost.</summary>
    private const string IsCost = $"""
        ('{Account.Expense}' in (m.from_account, m.to_account)
            or '{Account.ClawbackLoss}' in (m.from_account, m.to_account))
        """;

    private const string Absorbed = $"""
        case '{Account.ClawbackLoss}' when m.from_account then m.amount when m.to_account then -m.amount else 0 end
        """;

    private const string Grouped = $"""
        select coalesce(a.kind, case m.event when '{AdjustmentKinds.Event}' then 'adjustment' else m.event end) as kind,
            a.rule, coalesce(o.plan_key, s.plan_key) as plan_key, a.tier,
            coalesce(sum(m.amount) filter (where m.from_account = '{Account.Expense}'), 0)::bigint as accrued,
            coalesce(sum(m.amount) filter (where m.to_account = '{Account.Expense}'), 0)::bigint as reversed,
            coalesce(sum({Absorbed}), 0)::bigint as absorbed
        from movements m
        left join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and m.event in ({OfAccruals})
        left join commission_orders o on o.shop_id = @shop and a.source_kind = 'order' and o.order_key = a.source_id
        left join bonus_sources s on s.shop_id = @shop and s.source_kind = a.source_kind and s.source_key = a.source_id
        where m.shop_id = @shop and m.unit = @unit and {LedgerPeriod.Condition} and {IsCost}
        """;

    private const string CostsSql = $"{Grouped} group by 1, 2, 3, 4";

    private const string WithoutOrderSql =
        $"{Grouped} and a.source_kind is distinct from 'order' group by 1, 2, 3, 4";

    private const string OrdersSql = $"""
        with touched as (
            select distinct m.order_key from movements m
            where m.shop_id = @shop and m.unit = @unit and {LedgerPeriod.Condition} and {IsCost}
                and m.event in ({OfAccruals}) and m.order_key is not null)
        select m.order_key, a.accrual_id, a.rule, a.kind, a.depth, a.tier, o.plan_key,
            case '{Account.Expense}' when m.from_account then m.amount when m.to_account then -m.amount else 0 end
                as change,
            {Absorbed} as absorbed, {LedgerPeriod.Condition} as in_period,
            case when row_number() over (partition by m.order_key order by m.movement_id) = 1
                then (o.snapshot -> 'l')::text end as lines,
            d.left_minor as changed_left, d.lines::text as changed_lines
        from touched t
        join movements m on m.shop_id = @shop and m.order_key = t.order_key and m.unit = @unit
            and m.event in ({OfAccruals}) and {IsCost} and m.movement_id <= @watermark and m.recorded_at < @end
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and a.source_kind = 'order'
        join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
        left join (
            select distinct on (order_key, journal_id) order_key, journal_id, left_minor, lines from order_changes
            where shop_id = @shop order by order_key, journal_id, change_key desc) as d
            on d.order_key = m.order_key and d.journal_id = m.journal_id
        order by m.order_key, m.movement_id
        """;
}
