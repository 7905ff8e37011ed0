using SocialCommerce.Kernel;

namespace SocialCommerce.Membership;

/// <summary>Every shop's <see cref="MemberCatalogue"/>, kept while the shop's settings version stands.</summary>
public sealed class MemberCatalogues(Db db) : ShopCache<MemberCatalogue>(db)
{
    /// <inheritdoc/>
    protected override Func<MemberCatalogue> Ask(Batch batch, long shopId)
    {
        var rates = batch.Rows<EarningRates>(RatesSql, new { shop = shopId });
        var tiers = batch.Rows<MemberTier>(TiersSql, new { shop = shopId });
        return () => new MemberCatalogue(tiers.List, rates.First ?? EarningRates.Default);
    }

    internal const string TiersSql = """
        select distinct on (tier_id) tier_id, version, name, rank, growth_from, member_products, validity_days,
            privileges, threshold_since, recorded_at
        from member_tier_versions where shop_id = @shop
        order by tier_id, version desc
        """;

    internal const string RatesSql = """
        select version, points_bps, growth_bps from membership_settings_versions where shop_id = @shop
        order by version desc limit 1
        """;
}
