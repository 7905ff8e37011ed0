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
        var tiers = batch.InForce(PartnerTierList.Setting, shopId);
        var plans = batch.Rows<PlanRow>(PlansSql, new { shop = shopId });
        var stops = batch.Rows<AccrualStop>(StopsSql, new { shop = shopId });
        var fraud = batch.InForce(FraudPolicy.Setting, shopId);
        return () => new CommissionSettings(
            tiers.Content.Tiers, [.. plans.List.Select(row => row.ToPlan())], stops.List,
            fraud.InForce is { Content.Threshold: not null } policy ? policy : null);
    }

    internal sealed record PlanRow(long PlanKey, string Status, string Content, DateTimeOffset? EffectiveFrom)
    {
        public Plan ToPlan() => new(PlanKey, Status, Json.Read<PlanContent>(Content), EffectiveFrom);
    }

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
