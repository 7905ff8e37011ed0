namespace SocialCommerce.Commissions;

/// <summary>
/// The most that the level rules of a plan can pay for an order, in basis points of its basis: over every kind of line
/// that the rules can tell apart, and the best paid tier at every depth. Exact, since an order of that line alone
/// reaches it, and no mixture of lines exceeds it (commission.md §6).
/// </summary>
internal static class WorstCase
{
    /// <summary>The most rules for which it is computed.</summary>
    public const int MaxRules = 50;

    /// <summary>The worst payout of at most <see cref="MaxRules"/> rules.</summary>
    public static long Bps(IReadOnlyList<PlanRule> rules)
    {
        var products = Signatures(rules, rule => rule.Products);
        var classes = Signatures(rules, rule => rule.Classes);
        var rungs = Signatures(rules, rule => rule.Rungs);
        var together = from product in products from @class in classes from rung in rungs select product & @class & rung;
        return together.Distinct().Max(taking => Payout(rules, taking));
    }

    /// <summary>For every value that a rule names, and for one that none names, the set of rules that take it, as bits.</summary>
    private static HashSet<ulong> Signatures(
        IReadOnlyList<PlanRule> rules, Func<PlanRule, IReadOnlyList<string>?> limit)
    {
        var free = 0ul;
        for (var i = 0; i < rules.Count; i++) if (limit(rules[i]) is null) free |= 1ul << i;
        var named = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
            foreach (var value in limit(rules[i]) ?? [])
                named[value] = named.GetValueOrDefault(value, free) | (1ul << i);
        return [free, .. named.Values];
    }

    private static long Payout(IReadOnlyList<PlanRule> rules, ulong taking) => rules
        .Where((_, i) => (taking >> i & 1) == 1)
        .SelectMany(rule => rule.Rates)
        .GroupBy(rate => rate.Depth)
        .Sum(depth => depth.GroupBy(rate => rate.Tier).Max(tier => tier.Sum(rate => (long)rate.Bps)));
}
