using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.TierHistory;

/// <summary>The statements by which tiers are reviewed.</summary>
public static class TierReviewSql
{
    // More than can be under way at once, and than a shop takes while a process starts again.
    private const int LatestOrders = 100_000;

    /// <summary>Shops that have tiers.</summary>
    public static Task<List<ReviewedShop>> ReviewedShops(this Db db, CancellationToken cancel) =>
        db.Rows<ReviewedShop>(0, ShopsSql, new { }, cancel);

    /// <summary>The newest list of a shop.</summary>
    public static PendingRows<NewestTierList> NewestTierList(this CommissionsBatch batch, long shopId) =>
        batch.Rows<NewestTierList>(NewestSql, new { shop = shopId });

    /// <summary>Whether every transaction that had written something by then has ended.</summary>
    public static PendingRows<bool> HaveEnded(this CommissionsBatch batch, long shopId, string begun) =>
        batch.Rows<bool>(EndedSql, new { shop = shopId, begun });

    /// <summary>People with data that conditions can read, by key.</summary>
    public static PendingRows<long> ReviewedPeople(this CommissionsBatch batch, long shopId, long after, int limit) =>
        batch.Rows<long>(PeopleSql, new { shop = shopId, after, limit });

    /// <summary>Buyers of the latest orders that shared a person with another order under way.</summary>
    public static PendingRows<long> SharingBuyers(this CommissionsBatch batch, long shopId) =>
        batch.Rows<long>(SharingSql, new { shop = shopId, latest = LatestOrders });

    /// <summary>People who have direct partners, by key.</summary>
    public static PendingRows<long> PartnersReferrers(
        this CommissionsBatch batch, long shopId, long after, int limit) =>
        batch.Rows<long>(ReferrersSql, new { shop = shopId, after, limit });

    /// <summary>Records that every person has been reviewed against a list.</summary>
    public static PendingRows<int> EndTierReview(
        this CommissionsBatch batch, long shopId, int version, DateTimeOffset now) =>
        batch.Rows<int>(EndSql, new { shop = shopId, version, now });

    private const string ShopsSql = """
        select shop_id, currency, time_zone, sandbox, jurisdiction, due from tier_review_shops()
        """;

    private const string NewestSql = $"""
        select version, pg_snapshot_xmax(pg_current_snapshot())::text as begun from settings_versions
        where shop_id = @shop and name = '{PartnerTierList.Name}' order by version desc limit 1
        """;

    private const string EndedSql = """
        select pg_snapshot_xmin(pg_current_snapshot()) >= @begun::xid8 where @shop > 0
        """;

    private const string PeopleSql = """
        select key from (
            (select distinct customer_key as key from partner_volume
                where shop_id = @shop and customer_key > @after order by 1 limit @limit)
            union
            (select customer_key from partner_totals
                where shop_id = @shop and customer_key > @after order by 1 limit @limit)
            union
            (select customer_key from partner_approvals
                where shop_id = @shop and customer_key > @after order by 1 limit @limit)
            union
            (select distinct customer_key from partner_trainings
                where shop_id = @shop and customer_key > @after order by 1 limit @limit)
            union
            (select distinct referrer_key from direct_partners
                where shop_id = @shop and referrer_key > @after order by 1 limit @limit)) as people
        order by key limit @limit
        """;

    private const string SharingSql = """
        select distinct customer_key from (
            select customer_key, shared from commission_orders
            where shop_id = @shop order by order_key desc limit @latest) as orders
        where shared
        """;

    private const string ReferrersSql = """
        select distinct referrer_key from direct_partners
        where shop_id = @shop and referrer_key > @after order by 1 limit @limit
        """;

    private const string EndSql = """
        insert into tier_reviews (shop_id, version, ended_at) values (@shop, @version, @now)
        on conflict do nothing returning version
        """;
}
