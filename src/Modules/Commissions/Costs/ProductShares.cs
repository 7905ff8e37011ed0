using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Costs;

/// <summary>
/// An order's commission by product. At any time an accrual's net is spread by largest remainder over the lines that
/// its rule takes, by what each is worth to the rule then (basis × left ÷ value, or units × left ÷ value where it pays
/// by the unit, cut to a millionth); ties go to the lower line. A movement's part of a product is what the product has
/// after it less what it had before, so that the parts add up to the movement exactly, and a product that came back
/// whole bears nothing. Pure.
/// </summary>
internal sealed class ProductShares(PlanContent? plan, IReadOnlyList<SnapshotLine> lines)
{
    private const int Parts = 1_000_000;

    private readonly Dictionary<long, Accrual> _accruals = [];
    private IReadOnlyList<SnapshotLine> _lines = lines;
    private IReadOnlyList<long> _left = [.. lines.Select(line => line.Value)];

    /// <summary>An accrual as it has been spread.</summary>
    /// <param name="Net">The net of its movements.</param>
    /// <param name="Products">The same by product.</param>
    /// <param name="Last">What its last change gave each product, or took from it.</param>
    private sealed record Accrual(
        long Net, IReadOnlyDictionary<string, long> Products, IReadOnlyDictionary<string, long> Last);

    /// <summary>Notes what an event left of the lines, before its movements.</summary>
    public void Change(IReadOnlyList<long> left, IReadOnlyList<SnapshotLine>? changed)
    {
        if (changed is not null) _lines = changed;
        if (left.Count == _lines.Count) _left = left;
    }

    /// <summary>The parts of a change of an accrual's net, signed, by product.</summary>
    public IReadOnlyDictionary<string, long> Book(long accrualId, CostRule of, long change)
    {
        var before = _accruals.GetValueOrDefault(accrualId) ?? new Accrual(0, Nothing, Nothing);
        var net = before.Net + change;
        var after = Spread(net, of);
        var parts = before.Products.Keys.Union(after.Keys).ToDictionary(
            product => product,
            product => after.GetValueOrDefault(product) - before.Products.GetValueOrDefault(product));
        _accruals[accrualId] = new Accrual(net, after, parts);
        return parts;
    }

    /// <summary>
    /// The parts of what the shop bears of an accrual's last reversal, as that one took them; or, below 0, of what it
    /// bears no more since the last change gave it back.
    /// </summary>
    public IReadOnlyDictionary<string, long> Absorb(long accrualId, CostRule of, long amount)
    {
        var sign = Math.Sign(amount);
        var moved = (_accruals.GetValueOrDefault(accrualId)?.Last ?? Nothing)
            .Where(part => Math.Sign(part.Value) == -sign).OrderBy(part => part.Key, StringComparer.Ordinal).ToList();
        if (moved.Count == 0) return Spread(amount, of);
        var parts = Allocation.LargestRemainder(Math.Abs(amount), [.. moved.Select(part => Math.Abs(part.Value))]);
        return moved.Select((part, i) => (part.Key, sign * parts[i])).ToDictionary();
    }

    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    private Dictionary<string, long> Spread(long amount, CostRule of)
    {
        var spread = new Dictionary<string, long>();
        if (_lines.Count == 0 || amount == 0) return spread;
        var weights = Weights(of);
        var parts = Allocation.LargestRemainder(Math.Abs(amount), weights);
        for (var i = 0; i < parts.Length; i++)
            if (parts[i] != 0)
                spread[_lines[i].ProductId] =
                    spread.GetValueOrDefault(_lines[i].ProductId) + (Math.Sign(amount) * parts[i]);
        return spread;
    }

    /// <summary>What lines are worth to a rule; if nothing, what was paid for them; else all alike.</summary>
    private long[] Weights(CostRule of)
    {
        var rule = plan?.Rules.FirstOrDefault(rule => rule.RuleId == of.Rule);
        var byUnit = rule?.Kind == PlanRule.Level && rule.Rates?.FirstOrDefault(
            rate => rate.Depth == of.Depth && rate.Tier == of.Tier)?.UnitMinor is not null;
        var weights = _lines.Select((line, i) => Takes(rule, line) ? Worth(line, _left[i], byUnit) : 0).ToArray();
        if (weights.Any(weight => weight > 0)) return weights;
        weights = [.. _lines.Select(line => Takes(rule, line) ? line.Value : 0)];
        return weights.Any(weight => weight > 0) ? weights : [.. _lines.Select(_ => 1L)];
    }

    /// <summary>A peer bonus of a bonus is paid by the lines that the differential rule takes as well.</summary>
    private bool Takes(PlanRule? rule, SnapshotLine line) => rule is null || (rule.Takes(line)
        && (rule is not { Kind: PlanRule.Peer, Of: PlanRule.OfBonus } || rule.DifferentialOf(plan!.Rules).Takes(line)));

    private static long Worth(SnapshotLine line, long left, bool byUnit)
    {
        if (line.Value <= 0) return 0;
        var whole = Exact.Of(byUnit ? line.Quantity ?? 1 : line.Basis ?? line.Value);
        return (long)(whole.Numerator * left * Parts / (whole.Denominator * line.Value));
    }
}
