using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Plans;

/// <summary>The statements about plan versions that several slices carry.</summary>
public static class PlanSql
{
    /// <summary>A version, locked until the transaction ends.</summary>
    public static PendingRows<PlanRow> LockPlan(this CommissionsBatch batch, long shopId, string planId) =>
        batch.Rows<PlanRow>(LockSql, new { shop = shopId, planKey = PublicId.KeyOf(PlanVersion.Prefix, planId) ?? 0 });

    /// <summary>A version.</summary>
    public static PendingRows<PlanRow> FindPlan(this CommissionsBatch batch, long shopId, string planId) =>
        batch.Rows<PlanRow>(FindSql, new { shop = shopId, planKey = PublicId.KeyOf(PlanVersion.Prefix, planId) ?? 0 });

    /// <summary>The version, or 404.</summary>
    public static PlanRow OrNotFound(this PendingRows<PlanRow> rows, string planId) =>
        rows.First ?? throw PlanProblems.PlanNotFound.For(planId);

    /// <summary>A version without a lock, or 404, and the tiers by which it would be published, lowest first.</summary>
    internal static async Task<(PlanRow Plan, List<string> Tiers)> ReadPlan(
        this Db db, long shopId, string planId, CancellationToken cancel)
    {
        PendingSetting<PartnerTierList>? tiers = null;
        var plan = await db.Read(shopId, batch =>
        {
            tiers = batch.InForce(PartnerTierList.Setting, shopId);
            return batch.Commissions.FindPlan(shopId, planId);
        }, cancel);
        return (plan.OrNotFound(planId), [.. tiers!.Content.Tiers.Select(tier => tier.TierId)]);
    }

    private const string FindSql = $"""
        select {PlanRow.Columns} from plans where shop_id = @shop and plan_key = @planKey
        """;

    private const string LockSql = $"{FindSql} for no key update";
}
