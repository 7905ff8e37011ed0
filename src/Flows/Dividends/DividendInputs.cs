using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Flows.Dividends;

/// <summary>Shares a run's pools among the holders of the tiers: for the run, and for its integrity check.</summary>
internal static class DividendInputs
{
    /// <summary>One dividend for each rule.</summary>
    public static async Task<List<Dividend>> Of(
        ShopTransaction transaction, DividendRunRow run, IReadOnlyList<PlanRule> rules, PeriodSales sales,
        Func<PlanRule, long> carriedIn, IReadOnlyList<PartnerTier> tiers)
    {
        var reads = transaction.Batch();
        reads.JoinWholeTables();
        var holders = rules.Select(rule => (rule, reads.Commissions.Holders(
            transaction.ShopId, tiers.Select(tier => tier.TierId).SkipWhile(tier => tier != rule.Tier), run.PeriodEnd,
            run.Seen))).ToList();
        await reads.Run(transaction.Cancel);
        return
        [
            .. holders.Select(one => Dividend.Of(
                one.rule, one.rule.ReadsOrders ? sales.Earned(one.rule) : run.Profit ?? 0, carriedIn(one.rule),
                one.Item2.List, key => sales.TeamOf(one.rule, key))),
        ];
    }
}
