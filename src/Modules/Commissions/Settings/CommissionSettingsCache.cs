using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Settings;

/// <summary>Settings of each shop, kept for as long as its settings version stands.</summary>
public sealed class CommissionSettingsCache(Db db) : ShopCache<CommissionSettings>(db)
{
    /// <inheritdoc/>
    protected override Func<CommissionSettings> Ask(SqlBatch batch, long shopId)
    {
        var tiers = batch.Rows<TierListRow>(TiersSql, new { shop = shopId });
        var plans = batch.Rows<PlanRow>(PlansSql, new { shop = shopId });
        var stops = batch.Rows<AccrualStop>(StopsSql, new { shop = shopId });
        var fraud = batch.Rows<FraudPolicyRow>(FraudPolicyRow.LatestSql, new { shop = shopId });
        return () => new CommissionSettings(
            tiers.First?.ToTiers() ?? [], [.. plans.List.Select(row => row.ToPlan())], stops.List,
            fraud.First?.ToVersion() is { Rules.Threshold: not null } policy ? policy : null);
    }

    internal sealed record TierListRow(long Version, string Tiers)
    {
        public IReadOnlyList<PartnerTier> ToTiers() => Json.Read<List<PartnerTier>>(Tiers);
    }

    internal sealed record PlanRow(long PlanKey, string Status, string Content, DateTimeOffset? EffectiveFrom)
    {
        public Plan ToPlan() => new(PlanKey, Status, Json.Read<PlanContent>(Content), EffectiveFrom);
    }

    internal const string TiersSql = """
        select version, tiers from partner_tier_lists where shop_id = @shop order by version desc limit 1
        """;

    private const string StopsSql = """
        select b.accrual_stop_id, b.scope, b.target from accrual_stops b
        where b.shop_id = @shop and not exists (
            select from accrual_stop_releases r where r.shop_id = @shop and r.accrual_stop_id = b.accrual_stop_id)
        order by b.accrual_stop_key
        """;

    internal const string PlansSql = """
        select plan_key, status, content, effective_from from plans
        where shop_id = @shop and status <> 'draft' order by effective_from desc
        """;
}
