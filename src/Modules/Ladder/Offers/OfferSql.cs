using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Journeys;

namespace SocialCommerce.Ladder.Offers;

/// <summary>Reads what a next offer is decided by.</summary>
internal static class OfferSql
{
    /// <summary>The need in force of a customer; no row until one is recorded.</summary>
    public static PendingRows<CustomerNeed> Need(this LadderBatch batch, long shopId, string customerId) =>
        batch.Rows<CustomerNeed>(NeedSql, new { shop = shopId, customerId });

    /// <summary>
    /// The products that a customer has bought and kept, the latest first; so many of them. The rungs are those at the
    /// orders' payment.
    /// </summary>
    public static PendingRows<BoughtProduct> BoughtProducts(
        this LadderBatch batch, long shopId, string customerId, int limit) =>
        batch.Rows<BoughtProduct>(BoughtSql, new { shop = shopId, customerId, limit });

    /// <summary>Every rung of which a customer has bought and kept a product.</summary>
    public static PendingRows<string> OwnedRungs(this LadderBatch batch, long shopId, string customerId) =>
        batch.Rows<string>(RungsSql, new { shop = shopId, customerId });

    /// <summary>When a customer became member and partner; no row before the first order.</summary>
    public static PendingRows<Relation> Relation(this LadderBatch batch, long shopId, string customerId) =>
        batch.Rows<Relation>(RelationSql, new { shop = shopId, customerId });

    private const string NeedSql = """
        select c.customer_id, n.version, n.level, n.reason, n.recorded_at
        from customers c
        join customer_needs n on n.shop_id = @shop and n.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        order by n.version desc limit 1
        """;

    private const string Kept = $"""
        from customers c
        join orders p on p.shop_id = @shop and p.customer_key = c.customer_key
        {KeptLines.OfOrder}
        """;

    private const string OfCustomer = $"""
        where c.shop_id = @shop and c.customer_id = @customerId and {KeptLines.AreKept}
        """;

    private const string BoughtSql = $"""
        with bought as (
            select l.product_id, count(distinct p.order_key) as orders, max(p.paid_at) as last_paid_at,
                (array_agg(p.order_id order by p.paid_at desc, p.order_key desc))[1] as last_order_id
            {Kept}
            {OfCustomer}
            group by l.product_id
            order by max(p.paid_at) desc, l.product_id limit @limit)
        select b.product_id, b.orders, b.last_paid_at, b.last_order_id, d.expected_cycle_days
        from bought b
        left join lateral (
            select expected_cycle_days from repurchase_designs
            where shop_id = @shop and product_id = b.product_id
            order by version desc limit 1) as d on true
        order by b.last_paid_at desc, b.product_id
        """;

    private const string RungsSql = $"""
        select distinct {RungReviewSql.RungAt} as rung
        {Kept}
        join products g on g.shop_id = @shop and g.product_id = l.product_id
        {OfCustomer} and {RungReviewSql.RungAt} is not null
        """;

    private const string RelationSql = """
        select j.member_at, j.partner_at
        from customers c
        join journeys j on j.shop_id = @shop and j.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        """;
}
