using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>The chain to which a plan pays most of an order, and how much.</summary>
/// <param name="Parts">What it pays of <see cref="RepresentativeLines.Value"/>.</param>
/// <param name="Outcomes">The outcomes of the chain.</param>
internal sealed record WorstPayout(long Parts, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>In basis points, rounded up.</summary>
    public long Bps => (Parts + RepresentativeLines.Bps - 1) / RepresentativeLines.Bps;

    /// <summary>The people paid, nearest first, each with the total of all rules.</summary>
    public IEnumerable<(int Depth, string Tier, long Parts)> Payees() => Outcomes.Where(outcome => outcome.Amount > 0)
        .GroupBy(outcome => outcome.Depth)
        .Select(depth => (depth.Key, depth.First().Person.Tier!, depth.Sum(outcome => outcome.Amount)))
        .OrderBy(payee => payee.Key);

    /// <summary>Tiers, nearest first, each with what it gets: <c>T3 30 %, T3 30 %</c>.</summary>
    public override string ToString() =>
        string.Join(", ", Payees().Select(payee => $"{payee.Tier} {RepresentativeLines.Percent(payee.Parts)}"));
}
