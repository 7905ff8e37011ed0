using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>Every shop's <see cref="MemberCatalogue"/>, kept while the shop's settings version stands.</summary>
public sealed class MemberCatalogues(Db db) : ShopCache<MemberCatalogue>(db)
{
    /// <inheritdoc/>
    protected override Func<MemberCatalogue> Ask(SqlBatch batch, long shopId)
    {
        var rates = batch.Versions(PutMembershipSettings.Setting, shopId);
        var tiers = batch.Rows<MemberTier>(VersionsSql, new { shop = shopId });
        return () => new MemberCatalogue(tiers.List, rates.All.Select(EarningRates.Of));
    }

    internal const string TiersSql = """
        select distinct on (tier_id) tier_id, version, name, rank, growth_from, member_products, validity_days,
            privileges, recorded_at, keep_growth, keep_spend_minor, grace_days, max_drop, notice_days,
            upgrade_bps
        from member_tier_versions where shop_id = @shop
        order by tier_id, version desc
        """;

    // Only the privileges in force are ever asked for, and what multiplied the points of orders.
    private const string VersionsSql = $"""
        select tier_id, version, name, rank, growth_from, member_products, validity_days,
            case when version = max(version) over (partition by tier_id) then privileges else coalesce((
                select jsonb_agg(p) from jsonb_array_elements(privileges) as p
                where p -> 'grant' ->> 'type' = '{GrantTypes.PointsMultiplier}'), '[]'::jsonb) end as privileges,
            recorded_at, keep_growth, keep_spend_minor, grace_days, max_drop, notice_days,
            upgrade_bps
        from member_tier_versions where shop_id = @shop
        order by tier_id, version
        """;
}
