namespace SocialCommerce.Membership.Tiers;

/// <summary>Member tiers that give prices of their own.</summary>
public static class TierPrices
{
    /// <summary>How many tiers do, by their versions in force.</summary>
    public static PendingRows<long> CountTierPrices(this MembershipBatch batch, long shopId) =>
        batch.Rows<long>(CountTierPricesSql, new { shop = shopId });

    private const string CountTierPricesSql = """
        select count(*) from (
            select distinct on (tier_id) privileges from member_tier_versions
            where shop_id = @shop order by tier_id, version desc) as tiers
        where privileges @> '[{"kind": "price"}]'
        """;
}
