using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>A rule's pool of a period (分红奖), and who gets what of it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Earned">Net sales or profit of the period.</param>
/// <param name="CarriedIn">What periods before left below 0.</param>
/// <param name="Pool">round(base × poolBps); 0 where the base is not above 0.</param>
/// <param name="Parts">One for each holder, in the order of their ids; of a pool of 0 each gets 0.</param>
public sealed record Dividend(PlanRule Rule, long Earned, long CarriedIn, long Pool, IReadOnlyList<DividendPart> Parts)
{
    /// <summary>
    /// Shares a period's pool. Pure; the parts add up to the pool exactly (docs/commission-rules.md#dividend).
    /// </summary>
    /// <param name="rule">A dividend.</param>
    /// <param name="earned">Net sales or profit of the period.</param>
    /// <param name="carriedIn">What the period before left below 0.</param>
    /// <param name="holders">The people who share the pool.</param>
    /// <param name="teamSales">Sales of each person's team in the period; read only where they are the weight.</param>
    public static Dividend Of(
        PlanRule rule, long earned, long carriedIn, IEnumerable<Holder> holders, Func<long, long> teamSales)
    {
        var pool = PoolOf(earned + carriedIn, rule.PoolBps!.Value);
        var ordered = holders.OrderBy(holder => holder.CustomerId, StringComparer.Ordinal).ToList();
        var weights = ordered.ConvertAll(holder => WeightOf(rule, holder, teamSales));
        // If no holder has a weight, the pool stays with the shop.
        var amounts = weights.TrueForAll(weight => weight == 0)
            ? new long[weights.Count]
            : Allocation.LargestRemainder(pool, weights);
        return new Dividend(
            rule, earned, carriedIn, pool,
            [.. ordered.Select((holder, i) => new DividendPart(holder, weights[i], amounts[i]))]);
    }

    /// <summary>The amount carried into the next period: the remainder of this one below 0.</summary>
    public long CarriedOut => Math.Min(Earned + CarriedIn, 0);

    /// <summary>The sum of the weights.</summary>
    public Int128 Weights => Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Weight);

    /// <summary>round(base × poolBps), half to even; 0 where the base is not above 0.</summary>
    public static long PoolOf(long @base, int poolBps) =>
        @base <= 0 ? 0 : Allocation.RoundHalfEven((Int128)@base * poolBps, 10_000);

    /// <summary>The worth of an order to a dividend: the remaining basis of the rule's lines, rounded.</summary>
    public static long Worth(PlanRule rule, Snapshot snapshot, IReadOnlyList<long> left) =>
        RuleLines.Sum(snapshot.Lines, left, rule.Takes).Round();

    private static long WeightOf(PlanRule rule, Holder holder, Func<long, long> teamSales) => rule.Share switch
    {
        PlanRule.ByWeights => rule.Weights!.First(weight => weight.Tier == holder.Tier).Weight,
        PlanRule.ByTeamSales => Math.Max(teamSales(holder.Key), 0),
        _ => 1,
    };
}
