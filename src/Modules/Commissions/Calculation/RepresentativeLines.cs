using System.Globalization;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// The kinds of line that a plan's rules can tell apart, an example of each. What an order pays is a sum over its lines
/// (no plan is published whose cap could cut rates), so what holds for an order of one line of each kind holds for
/// every order.
/// </summary>
internal static class RepresentativeLines
{
    /// <summary>The most combinations of a named product, class and rung that are looked at.</summary>
    private const long MaxCombinations = 1_000_000;

    /// <summary>A value that makes every rate and floor come out whole.</summary>
    public const long Value = 1_000_000_000_000;

    /// <summary>How much of <see cref="Value"/> a basis point is.</summary>
    public const long Bps = Value / 10_000;

    /// <summary>A part of <see cref="Value"/> in words: <c>12.5 %</c>.</summary>
    public static string Percent(long parts) => string.Create(
        CultureInfo.InvariantCulture, $"{(decimal)parts / Bps / 100:0.##########} %");

    /// <summary>A line of each kind that some rule takes; null when there are too many to tell apart.</summary>
    public static IReadOnlyList<SnapshotLine>? Of(IReadOnlyList<PlanRule> rules)
    {
        var products = Kinds(rules, rule => rule.Products);
        var classes = Kinds(rules, rule => rule.Classes);
        var rungs = Kinds(rules, rule => rule.Rungs);
        if ((long)products.Count * classes.Count * rungs.Count > MaxCombinations) return null;
        var kinds = new Dictionary<ulong, SnapshotLine>();
        foreach (var (product, byProduct) in products)
            foreach (var (@class, byClass) in classes)
                foreach (var (rung, byRung) in rungs)
                    kinds.TryAdd(
                        byProduct & byClass & byRung, new SnapshotLine(1, Value, product ?? "", null, @class, rung));
        kinds.Remove(0);
        return [.. kinds.Values];
    }

    /// <summary>
    /// For every set of rules that takes some value, as bits, one such value; null for a value that no rule names.
    /// </summary>
    private static List<(string? Value, ulong Rules)> Kinds(
        IReadOnlyList<PlanRule> rules, Func<PlanRule, IReadOnlyList<string>?> limit)
    {
        var free = 0ul;
        for (var i = 0; i < rules.Count; i++) if (limit(rules[i]) is null) free |= 1ul << i;
        var named = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
            foreach (var value in limit(rules[i]) ?? [])
                named[value] = named.GetValueOrDefault(value, free) | (1ul << i);
        return [(null, free), .. named.DistinctBy(kind => kind.Value).Select(kind => ((string?)kind.Key, kind.Value))];
    }
}
