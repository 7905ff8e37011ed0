using System.Numerics;
using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Earning;

/// <summary>
/// The points of an order on which a customer's history decides: of each line the base times its rate or its rule's,
/// then the multipliers of the tier, the birthday and the first order, then the points of the first order, each exact;
/// the sum is rounded down once, and then the caps count. Pure.
/// </summary>
internal static class EarnedPoints
{
    private const int Whole = 10_000;

    /// <summary>The points before the caps.</summary>
    /// <param name="terms">The order's terms, with the basis and the facts.</param>
    /// <param name="left">The lines, each with the base that is left of it.</param>
    public static long BeforeCaps(GrantTerms terms, IReadOnlyCollection<(LineTerms Terms, long Base)> left)
    {
        var (basis, facts) = (terms.Basis!, terms.Facts!);
        var sum = BigInteger.Zero;
        foreach (var (line, rest) in left) sum += new BigInteger(rest) * Rate(line, facts.TierId);
        // A line's rate has its rule's multiplier, so that there are two factors in basis points.
        var (points, scale) = (sum, new BigInteger(Whole) * Whole);
        foreach (var multiplier in Multipliers(basis, facts))
        {
            points *= multiplier;
            scale *= Whole;
        }
        if (!facts.First || basis.FirstOrder?.Points is not { } extra) return (long)(points / scale);
        var (spend, whole) = (left.Sum(one => one.Base), terms.ValueMinor);
        // The extra goes with the value that is left, so that a refund of all of it takes all of the extra.
        return whole == 0
            ? 0
            : (long)(((points * whole) + (new BigInteger(extra) * spend * scale)) / (scale * whole));
    }

    /// <summary>The most that the order may earn; null: no cap.</summary>
    public static long? Cap(GrantTerms terms) =>
        (terms.Cap, terms.Facts?.Room) is ({ } order, { } day) ? Math.Min(order, day) : terms.Cap ?? terms.Facts?.Room;

    /// <summary>The multipliers of the whole order.</summary>
    public static IEnumerable<int> Multipliers(EarningBasis basis, EarningFacts facts)
    {
        if (facts.TierBps is { } tier) yield return tier;
        if (basis.BirthdayBps is { } birthday) yield return birthday;
        if (facts.First && basis.FirstOrder?.MultiplierBps is { } first) yield return first;
    }

    private static BigInteger Rate(LineTerms line, string? tierId)
    {
        var rule = line.RuleFor(tierId);
        return new BigInteger(rule?.RateBps ?? line.Points) * (rule?.MultiplierBps ?? Whole);
    }
}
