namespace SocialCommerce.Membership.PointLots;

/// <summary>Reads the customers whose points expire, by their keys.</summary>
public static class ExpiringPointsSql
{
    /// <summary>Those with points that expire after one time and by another.</summary>
    public static PendingRows<ExpiringPoints> CustomersWithExpiringPoints(
        this MembershipBatch batch, long shopId, DateTimeOffset now, DateTimeOffset by, (long After, int Take) page) =>
        batch.Rows<ExpiringPoints>(ExpiringSql, new { shop = shopId, now, by, page.After, page.Take });

    private const string ExpiringSql = """
        select l.customer_key, c.customer_id, min(l.expires_at) as expires_at, sum(l.points_left)::bigint as points
        from point_lots l join customers c on c.shop_id = @shop and c.customer_key = l.customer_key
        where l.shop_id = @shop and l.customer_key > @after and l.points_left > 0 and l.expires_at > @now
            and l.expires_at <= @by and c.claimed_by is null
        group by l.customer_key, c.customer_id
        order by l.customer_key limit @take
        """;
}
