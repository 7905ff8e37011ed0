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

    /// <summary>The shop's partner tiers, lowest first.</summary>
    internal static PendingRows<string> TierIds(this CommissionsBatch batch, long shopId) =>
        batch.Rows<string>(TierIdsSql, new { shop = shopId });

    /// <summary>A version without a lock, or 404, and the tiers by which it would be published.</summary>
    internal static async Task<(PlanRow Plan, List<string> Tiers)> ReadPlan(
        this Db db, long shopId, string planId, CancellationToken cancel)
    {
        PendingRows<PlanRow>? plan = null;
        var tiers = await db.Read(shopId, batch =>
        {
            plan = batch.Commissions.FindPlan(shopId, planId);
            return batch.Commissions.TierIds(shopId);
        }, cancel);
        return (plan!.OrNotFound(planId), tiers.List);
    }

    private const string TierIdsSql = """
        select tier ->> 'tierId' from (
            select tiers from partner_tier_lists where shop_id = @shop order by version desc limit 1) as list,
            jsonb_array_elements(list.tiers) with ordinality as listed(tier, rank)
        order by rank
        """;

    private const string FindSql = $"""
        select {PlanRow.Columns} from plans where shop_id = @shop and plan_key = @planKey
        """;

    private const string LockSql = $"{FindSql} for no key update";
}
