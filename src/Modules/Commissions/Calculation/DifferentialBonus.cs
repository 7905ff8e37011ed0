using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// The differential bonus (级差奖): walking up from the buyer, each who may earn gets the own rate less the highest
/// rate taken below. With C(x) = round(basis × x) the share is C(own) − C(taken), so that the shares add up to the
/// highest rate of the whole. A floor keeps what an upline held over a direct downline who was promoted; the share is
/// the larger of the two, the floor rounded by itself (docs/commission-rules.md#differential-bonus and
/// docs/commission-rules.md#perpetual-rule).
/// </summary>
internal static class DifferentialBonus
{
    private const int Whole = 10_000;

    /// <summary>A person's place in the climb, in basis points.</summary>
    /// <param name="Position">The person and the depth.</param>
    /// <param name="Own">The own rate.</param>
    /// <param name="Taken">The highest rate taken below.</param>
    /// <param name="Held">The floor's rate, at most the own one.</param>
    /// <param name="FloorBps">The part of the floor that is kept, in basis points.</param>
    internal sealed record Step(Position Position, int Own, int Taken, int Held, int FloorBps)
    {
        /// <summary>Whether this person's rate exceeds every rate taken below.</summary>
        public bool Raises => Own > Taken;

        /// <summary>The share's rate, exactly: in parts of 10,000 × 10,000.</summary>
        public long Parts => Math.Max((long)Math.Max(Own - Taken, 0) * Whole, (long)Held * FloorBps);

        /// <summary>The share of a basis, before rounding.</summary>
        public Exact Of(Exact basis) => basis.Parts(Parts, (long)Whole * Whole);

        /// <summary>The share of a basis in minor units.</summary>
        public long AmountOf(Exact basis) => Math.Max(
            Raises ? basis.Bps(Own).Round() - basis.Bps(Taken).Round() : 0,
            basis.Parts((long)Held * FloorBps, (long)Whole * Whole).Round());
    }

    /// <summary>The outcome of the rule for each position.</summary>
    public static IEnumerable<Outcome> Of(RuleLines lines, IReadOnlyList<Position> positions)
    {
        var steps = Climb(lines, positions).ToDictionary(step => step.Position);
        return positions.Select(position => (lines.Bar(position) ?? lines.Empty(lines.Basis)) is { } reason
            ? lines.Nothing(position, reason)
            : Of(lines, steps[position]));
    }

    /// <summary>The climb over all who may earn; those who may not change nothing.</summary>
    public static IEnumerable<Step> Climb(RuleLines lines, IEnumerable<Position> positions)
    {
        var (rule, taken) = (lines.Rule, 0);
        foreach (var position in positions.Where(position => lines.Bar(position) is null))
        {
            var own = rule.RateOf(position.Person.Tier);
            var floorBps = rule.FloorBps ?? 0;
            var held = floorBps == 0 ? 0 : Math.Min(own, Floors.RateOf(rule, position.Person.Floors));
            yield return new Step(position, own, taken, held, floorBps);
            taken = Math.Max(taken, own);
        }
    }

    private static Outcome Of(RuleLines lines, Step step)
    {
        var basis = lines.Basis;
        var paid = lines.Pay(step.Position, step.Own, basis, step.Of(basis), step.AmountOf(basis)) with
        {
            TakenBps = step.Taken,
            HeldBps = lines.Rule.FloorBps > 0 ? step.Held : null,
        };
        return step.Parts > 0 ? paid : paid with { Reason = step.Own == 0 ? Reasons.NoRate : Reasons.TakenBelow };
    }
}
