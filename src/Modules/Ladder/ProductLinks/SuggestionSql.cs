using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Reads what follows from a customer's purchases.</summary>
internal static class SuggestionSql
{
    /// <summary>
    /// Products that are linked to kept purchases of the customer, whose window is open at a time, and that the
    /// customer has not bought since; those whose window ends first come first.
    /// </summary>
    public static PendingRows<Suggestion> Suggestions(
        this LadderBatch batch, long shopId, string customerId, DateTimeOffset at, int limit) =>
        batch.Rows<Suggestion>(SuggestionsSql, new
        {
            shop = shopId,
            customerId,
            at,
            since = at.AddDays(-ProductLink.MaxWindowDays),
            limit,
        });

    private const string SuggestionsSql = $"""
        with bought as (
            select p.order_key, p.order_id, p.paid_at, l.product_id
            from customers c
            join orders p on p.shop_id = @shop and p.customer_key = c.customer_key
            {KeptLines.OfOrder}
            where c.shop_id = @shop and c.customer_id = @customerId and p.paid_at > @since
                and {KeptLines.AreKept}),
        followed as (
            select distinct on (k.product_id, k.linked_product_id) k.linked_product_id as product_id,
                k.product_id as after_product_id, b.order_id, b.paid_at as bought_at, k.reason, k.window_days,
                b.paid_at + k.window_days * interval '24 hours' as until
            from bought b
            join product_links k on k.shop_id = @shop and k.product_id = b.product_id and not k.removed
            order by k.product_id, k.linked_product_id, b.paid_at desc, b.order_key desc)
        select f.product_id, f.after_product_id, f.order_id, f.bought_at, f.reason, f.window_days, f.until, g.rung
        from followed f
        join products g on g.shop_id = @shop and g.product_id = f.product_id
        where f.bought_at <= @at and f.until > @at and not exists (
            select from bought n where n.product_id = f.product_id and n.paid_at >= f.bought_at)
        order by f.until, f.product_id, f.after_product_id limit @limit
        """;
}
