using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>A pool as it is kept.</summary>
public sealed record DividendPoolRow(
    DateTimeOffset PeriodEnd, string Rule, long Earned, long CarriedIn, long Pool, string Weights, long Holders)
{
    internal const string Columns = "period_end, rule, earned, carried_in, pool, weights::text as weights, holders";

    /// <summary>Pools as they will be kept.</summary>
    public static IEnumerable<DividendPoolRow> Of(IEnumerable<Dividend> dividends, DateTimeOffset end) => dividends
        .Select(one => new DividendPoolRow(
            end, one.Rule.RuleId, one.Earned, one.CarriedIn, one.Pool, one.Weights.ToString(), one.Parts.Count))
        .OrderBy(pool => pool.Rule, StringComparer.Ordinal);

    /// <summary>The remainder below 0.</summary>
    public long CarriedOut => Math.Min(Earned + CarriedIn, 0);

    /// <summary>The row as the API shows it.</summary>
    public DividendPool ToPool(Shop shop, PlanRule rule) => new(
        Rule, rule.Base ?? PlanRule.OfSales, shop.Money(Earned), shop.Money(CarriedIn), shop.Money(Earned + CarriedIn),
        rule.PoolBps!.Value, shop.Money(Pool), rule.Share ?? PlanRule.Equally, Holders, Weights,
        shop.Money(Weights == "0" ? 0 : Pool), shop.Money(CarriedOut), Reason);

    private string? Reason => Earned + CarriedIn <= 0 ? Reasons.ZeroBase
        : Pool == 0 ? Reasons.RoundedToZero
        : Weights == "0" ? Reasons.NoHolders : null;
}
