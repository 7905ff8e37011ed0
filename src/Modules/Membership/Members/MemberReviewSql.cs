using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>The statements by which memberships are brought up to date where no event does.</summary>
public static class MemberReviewSql
{
    /// <summary>Shops where something is due.</summary>
    public static Task<List<Shop>> MemberReviewShops(this Db db, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { }, cancel);

    /// <summary>Versions whose products have not been looked for in the orders before them.</summary>
    public static PendingRows<NamingVersion> DueNamings(this MembershipBatch batch, long shopId) =>
        batch.Rows<NamingVersion>(DueSql, new { shop = shopId });

    /// <summary>Members whose row has to be recomputed, by key.</summary>
    public static PendingRows<long> UncountedMembers(this MembershipBatch batch, long shopId, int limit) =>
        batch.Rows<long>(UncountedSql, new { shop = shopId, limit });

    /// <summary>Keeps that the products of these versions have been looked for.</summary>
    public static PendingRows<int> EndNamings(
        this MembershipBatch batch, long shopId, IReadOnlyCollection<NamingVersion> versions, DateTimeOffset now) =>
        batch.Rows<int>(EndSql, new
        {
            shop = shopId,
            tiers = versions.Select(version => version.TierId).ToArray(),
            versions = versions.Select(version => version.Version).ToArray(),
            now,
        });

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from member_review_shops()
        """;

    private const string DueSql = """
        select v.tier_id, v.version, v.member_products from member_tier_versions v
        where v.shop_id = @shop and v.names_more and not exists (
            select from member_tier_reviews r
            where r.shop_id = @shop and r.tier_id = v.tier_id and r.version = v.version)
        order by v.tier_id, v.version
        """;

    private const string UncountedSql = """
        select customer_key from members where shop_id = @shop and as_of is null order by customer_key limit @limit
        """;

    private const string EndSql = """
        insert into member_tier_reviews (shop_id, tier_id, version, ended_at)
        select @shop, v.tier_id, v.version, @now from unnest(@tiers, @versions) as v(tier_id, version)
        on conflict do nothing returning version
        """;
}
