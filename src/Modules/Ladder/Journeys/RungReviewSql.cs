using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>The statements by which journeys follow a rung that a product got after it was sold.</summary>
public static class RungReviewSql
{
    /// <summary>Shops where something is due.</summary>
    public static Task<List<long>> RungReviewShops(this Db db, CancellationToken cancel) =>
        db.Rows<long>(0, ShopsSql, new { }, cancel);

    /// <summary>Products whose rung journeys have to follow.</summary>
    public static PendingRows<DueRung> DueRungs(this LadderBatch batch, long shopId) =>
        batch.Rows<DueRung>(DueSql, new { shop = shopId });

    /// <summary>Those of these products that an order or a person has made known.</summary>
    public static PendingRows<string> KnownProducts(this LadderBatch batch, long shopId, string[] productIds) =>
        batch.Rows<string>(KnownSql, new { shop = shopId, productIds });

    /// <summary>Raises the journeys of a page of orders to the rungs of these products; answers the last key.</summary>
    public static PendingRows<long?> RaiseRungs(
        this LadderBatch batch, long shopId, string[] productIds, long after, int limit) =>
        batch.Rows<long?>(RaiseSql, new { shop = shopId, productIds, after, limit });

    /// <summary>Ends it for products that have not been given another rung meanwhile.</summary>
    public static PendingRows<string> EndRungs(this LadderBatch batch, long shopId, IReadOnlyCollection<DueRung> due) =>
        batch.Rows<string>(EndSql, new
        {
            shop = shopId,
            productIds = due.Select(one => one.ProductId).ToArray(),
            transactions = due.Select(one => one.RungDue).ToArray(),
        });

    /// <summary>Who bought one of these products, by pages of orders.</summary>
    public static PendingRows<BuyersPage> BuyersOf(
        this LadderBatch batch, long shopId, string[] productIds, long after, int limit) =>
        batch.Rows<BuyersPage>(BuyersSql, new { shop = shopId, productIds, after, limit });

    private const string ShopsSql = """
        select shop_id from rung_review_shops()
        """;

    private const string DueSql = """
        select product_id, rung_due from products where shop_id = @shop and rung_due is not null order by product_id
        """;

    private const string KnownSql = """
        select product_id from products where shop_id = @shop and product_id = any(@productIds)
        """;

    private const string Page = """
        page as materialized (
            select order_key, customer_key, paid_at from orders
            where shop_id = @shop and order_key > @after order by order_key limit @limit)
        """;

    private const string RaiseSql = $"""
        with {Page},
        reached as (
            select p.customer_key, max(array_position({Rungs.Array}, {RungAt})) as place
            from page p
            cross join lateral (
                select product_id from order_lines
                where shop_id = @shop and order_key = p.order_key and product_id = any(@productIds) offset 0) as l
            join products g on g.shop_id = @shop and g.product_id = l.product_id
            group by p.customer_key),
        raised as (
            update journeys j set top_rung = ({Rungs.Array})[r.place]
            from reached r
            where j.shop_id = @shop and j.customer_key = r.customer_key
                and r.place > coalesce(array_position({Rungs.Array}, j.top_rung), 0))
        select max(order_key) from page
        """;

    /// <summary>SQL: the rung of product g for an order p, by when that was paid.</summary>
    internal const string RungAt = """
        coalesce((
            select e.rung from jsonb_to_recordset(g.earlier_rungs) as e(rung text, until timestamptz)
            where e.until >= p.paid_at order by e.until limit 1), g.rung)
        """;

    private const string EndSql = """
        update products p set rung_due = null from unnest(@productIds, @transactions) as d(product_id, transaction)
        where p.shop_id = @shop and p.product_id = d.product_id and p.rung_due = d.transaction
        returning p.product_id
        """;

    private const string BuyersSql = $"""
        with {Page}
        select max(order_key) as last, array_agg(distinct customer_key) filter (where exists (
            select from order_lines l
            where l.shop_id = @shop and l.order_key = page.order_key and l.product_id = any(@productIds))) as customers
        from page
        """;
}
