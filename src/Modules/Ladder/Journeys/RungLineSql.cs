using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>The statement that reads what orders are about.</summary>
public static class RungLineSql
{
    /// <summary>The rung of member products.</summary>
    public const string MemberRung = Rungs.Member;

    /// <summary>All lines of the carried orders.</summary>
    public static PendingRows<RungLine> RungLines(this LadderBatch batch, long shopId) =>
        batch.Rows<RungLine>(LinesSql, new { shop = shopId });

    private const string LinesSql = $"""
        select l.order_key, l.line_no, l.product_id, {RungReviewSql.RungAt} as rung
        from orders p
        join order_lines l on l.shop_id = @shop and l.order_key = p.order_key
        left join products g on g.shop_id = @shop and g.product_id = l.product_id
        where p.shop_id = @shop and p.order_key = any({BatchVariables.OrderKeys})
        """;
}
