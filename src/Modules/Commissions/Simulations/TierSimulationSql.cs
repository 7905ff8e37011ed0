using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Simulations;

/// <summary>The statements that read what a re-evaluation needs, and what it has kept.</summary>
public static class TierSimulationSql
{
    /// <summary>The carried order in a backtest; no row where that has not come to it.</summary>
    public static PendingRows<BacktestedOrder> BacktestedOrder(
        this CommissionsBatch batch, long shopId, long backtestKey) =>
        batch.Rows<BacktestedOrder>(FindSql, new { shop = shopId, backtestKey });

    /// <summary>Approvals, trainings, and decisions about partners, all of them.</summary>
    public static PendingRows<PartnerEventRow> PartnerEvents(this CommissionsBatch batch, long shopId) =>
        batch.Rows<PartnerEventRow>(EventsSql, new { shop = shopId });

    private const string FindSql = $"""
        select order_key, people from backtested_orders
        where shop_id = @shop and backtest_key = @backtestKey and order_key = {BatchVariables.OrderKey}
        """;

    // Rows of these tables never change, so that their system column names the transaction that recorded them.
    private const string EventsSql = $"""
        select customer_key, '{Promotion.ByApproval}' as cause, null as training, recorded_at,
            xmin::text::bigint as transaction
        from partner_approvals where shop_id = @shop
        union all
        select customer_key, '{Promotion.ByTraining}', training_id, recorded_at, xmin::text::bigint
        from partner_trainings where shop_id = @shop
        union all
        select customer_key, cause, null, recorded_at, xmin::text::bigint
        from partner_history where shop_id = @shop and decided_by is not null
        """;
}
