using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>
/// Reads a window's orders page by page, in the order of their keys: a page is so many of the shop's orders, so that no
/// statement is long, wherever the window lies.
/// </summary>
public static class BacktestWindow
{
    /// <summary>The number of orders of the shop, and the last of them.</summary>
    public static PendingRows<WindowPage> AllOrders(this CommissionsBatch batch, long shopId) =>
        batch.Rows<WindowPage>(AllSql, new { shop = shopId });

    /// <summary>The page itself.</summary>
    public static PendingRows<WindowPage> Page(this CommissionsBatch batch, long shopId, WindowPlace place) =>
        batch.Rows<WindowPage>(PageSql, new { shop = shopId, place.After, place.UpTo, place.Limit });

    /// <summary>The page's orders that were paid within the window.</summary>
    public static PendingRows<WindowOrder> Orders(this CommissionsBatch batch, long shopId, WindowPlace place) =>
        batch.Rows<WindowOrder>(OrdersSql, new
        {
            shop = shopId,
            place.After,
            place.UpTo,
            place.Limit,
            place.From,
            place.To,
        });

    private const string AllSql = """
        select coalesce(max(order_key), 0)::bigint as last, count(*) as orders
        from commission_orders where shop_id = @shop
        """;

    private const string PageSql = """
        select coalesce(max(order_key), 0)::bigint as last, count(*) as orders
        from (
            select order_key from commission_orders
            where shop_id = @shop and order_key > @after and order_key <= @upTo
            order by order_key limit @limit) as page
        """;

    private const string OrdersSql = $"""
        select o.order_key, o.order_id, o.paid_at, o.plan_key, {OrderChanges.SnapshotNow} as snapshot,
            o.seen::text as seen, coalesce(a.rules, array[]::text[]) as rules,
            coalesce(a.kinds, array[]::text[]) as kinds, coalesce(a.tiers, array[]::text[]) as tiers,
            coalesce(a.depths, array[]::int[]) as depths, coalesce(a.beneficiaries, array[]::bigint[]) as beneficiaries,
            coalesce(a.nets, array[]::bigint[]) as nets
        from (
            select * from commission_orders
            where shop_id = @shop and order_key > @after and order_key <= @upTo
            order by order_key limit @limit) as o
        left join lateral (
            select array_agg(a.rule order by a.accrual_id) as rules, array_agg(a.kind order by a.accrual_id) as kinds,
                array_agg(a.tier order by a.accrual_id) as tiers, array_agg(a.depth order by a.accrual_id) as depths,
                array_agg(a.beneficiary_key order by a.accrual_id) as beneficiaries,
                array_agg(coalesce(m.net, 0)::bigint order by a.accrual_id) as nets
            from accruals a
            left join lateral (
                select sum(case 'expense' when from_account then amount when to_account then -amount else 0 end) as net
                from movements where shop_id = @shop and subject_id = a.accrual_id and order_key = o.order_key
                    and customer_key = a.beneficiary_key and unit <> 'points') as m on true
            where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key) as a on true
        where o.paid_at >= @from and o.paid_at < @to
        order by o.order_key
        """;
}
