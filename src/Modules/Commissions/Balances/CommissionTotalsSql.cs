using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Commissions.Balances;

/// <summary>Sums commissions for the reports, from the ledger itself.</summary>
public static class CommissionTotalsSql
{
    /// <summary>The sums of a shop: always one row.</summary>
    public static PendingRows<CommissionSums> CommissionSums(this CommissionsBatch batch, Shop shop) =>
        batch.Rows<CommissionSums>(SumsSql, new { shop = shop.Id, unit = shop.Currency });

    /// <summary>Promotions by the tier reached.</summary>
    public static PendingRows<PromotionCount> PromotionCounts(this CommissionsBatch batch, long shopId) =>
        batch.Rows<PromotionCount>(PromotionsSql, new { shop = shopId });

    /// <summary>A customer's tier, numbers and balances as a partner; none for an unknown customer.</summary>
    public static PendingRows<PartnerSummaryRow> PartnerFigures(
        this CommissionsBatch batch, Shop shop, string customerId, DateTimeOffset now) =>
        batch.Rows<PartnerSummaryRow>(
            PartnerSummaryRow.OneSql, new { shop = shop.Id, shop.Currency, now, customerId });

    private const string SumsSql = """
        select a.accruals, a.accrued, m.net, m.absorbed, m.settled, m.paid, d.open_disputes
        from (
            select count(*) filter (where amount > 0) as accruals, coalesce(sum(amount), 0)::bigint as accrued
            from accruals where shop_id = @shop) as a,
            (select
                coalesce(sum(case 'expense' when from_account then amount when to_account then -amount end)
                    filter (where event <> 'adjusted'), 0)::bigint as net,
                coalesce(sum(case 'clawbackLoss' when from_account then amount else -amount end)
                    filter (where event = 'absorbed'), 0)::bigint as absorbed,
                coalesce(sum(amount) filter (where event = 'settled'), 0)::bigint as settled,
                coalesce(sum(case 'paid' when to_account then amount when from_account then -amount end), 0)::bigint
                    as paid
            from movements where shop_id = @shop and unit = @unit) as m,
            (select (
                select count(*) from disputes where shop_id = @shop) - (
                select count(*) from dispute_answers where shop_id = @shop) as open_disputes) as d
        """;

    private const string PromotionsSql = $"""
        select tier, count(*) as promotions from partner_history
        where shop_id = @shop and tier is not null and cause not in (
            '{Partnership.Suspended}', '{Partnership.Reactivated}')
        group by tier order by tier
        """;
}
