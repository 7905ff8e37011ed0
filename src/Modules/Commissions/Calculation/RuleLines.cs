using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>An order as one rule sees it: its own lines only, and what is left of them.</summary>
internal sealed class RuleLines(
    PlanRule rule, IReadOnlyList<SnapshotLine> lines, IReadOnlyList<long> left, int payDepth)
{
    /// <summary>The rule.</summary>
    public PlanRule Rule => rule;

    /// <summary>The basis of the rule's lines, exact.</summary>
    public Exact Basis { get; } = Sum(lines, left, rule.Takes);

    /// <summary>The units of the rule's lines that are left: quantity × left ÷ value, exact.</summary>
    public Exact Units { get; } = UnitsOf(rule, lines, left);

    /// <summary>The present basis of the taken lines, summed exactly: basis × left ÷ value.</summary>
    public static Exact Sum(IReadOnlyList<SnapshotLine> lines, IReadOnlyList<long> left, Func<SnapshotLine, bool> takes)
    {
        long whole = 0;
        var sum = Exact.Zero;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!takes(line)) continue;
            if (line.Basis is not { } basis) whole += left[i];
            else if (line.Value > 0) sum += Exact.Of(basis).Parts(left[i], line.Value);
        }
        return sum + whole;
    }

    /// <summary>The basis of the lines that another rule takes as well.</summary>
    public Exact BasisWith(PlanRule other) => Sum(lines, left, line => rule.Takes(line) && other.Takes(line));

    /// <summary>Why a position gets nothing from this rule whatever its rate, or null.</summary>
    public string? Bar(Position position) =>
        position.Depth > payDepth ? Reasons.BeyondPayDepth : position.Person.Bar;

    /// <summary>Why the lines give nothing to anybody, or null.</summary>
    public string? Empty(Exact worth) =>
        !worth.IsZero ? null : lines.Any(rule.Takes) ? Reasons.ZeroBase : Reasons.ProductExcluded;

    /// <summary>Nothing, for a reason.</summary>
    public Outcome Nothing(Position position, string reason) =>
        Outcome.Nothing(rule.RuleId, rule.Kind, position.Person, position.Depth, reason);

    /// <summary>A share of a basis.</summary>
    public Outcome Pay(Position position, int bps, Exact basis, Exact share, long amount) =>
        new(rule.RuleId, rule.Kind, position.Person, position.Depth, bps, basis, share, amount, null);

    private static Exact UnitsOf(PlanRule rule, IReadOnlyList<SnapshotLine> lines, IReadOnlyList<long> left)
    {
        var sum = Exact.Zero;
        for (var i = 0; i < lines.Count; i++)
            if (lines[i] is { Quantity: { } quantity, Value: > 0 } line && rule.Takes(line))
                sum += Exact.Of(quantity).Parts(left[i], line.Value);
        return sum;
    }
}
