using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>
/// What is left of an order. Two kinds of sums are all that counts: E, refunded explicitly per line, and P, refunded as
/// plain amounts; so any split of the same sums, in any order, ends at the same (commission.md §3).
/// </summary>
/// <param name="Values">v of each line.</param>
/// <param name="Explicit">E of each line.</param>
/// <param name="Plain">P.</param>
public sealed record RefundSums(IReadOnlyList<long> Values, IReadOnlyList<long> Explicit, long Plain)
{
    /// <summary>An order of which nothing was refunded.</summary>
    public static RefundSums None(IReadOnlyList<long> values) => new(values, new long[values.Count], 0);

    /// <summary>Refunded in all.</summary>
    public long Total => Explicit.Sum() + Plain;

    /// <summary>Whether the sums stay within what was paid: E ≤ v per line, and ΣE + P ≤ Σv.</summary>
    public bool Fits => Values.Zip(Explicit, static (value, gone) => gone <= value).All(static fits => fits) &&
        Total <= Values.Sum();

    /// <summary>left of each line: (v − E) less its share of P, spread by v − E with the largest remainder.</summary>
    public long[] Left()
    {
        var left = new long[Values.Count];
        for (var i = 0; i < left.Length; i++) left[i] = Values[i] - Explicit[i];
        if (Plain == 0) return left;
        var shares = Allocation.LargestRemainder(Plain, left);
        for (var i = 0; i < left.Length; i++) left[i] -= shares[i];
        return left;
    }

    /// <summary>
    /// What is left of other values of the same lines: the same share of each, rounded half to even. Commission may
    /// count a line for another value than points and spend do.
    /// </summary>
    /// <param name="values">What each line counts for, in line order.</param>
    public long[] LeftOf(IReadOnlyList<long> values)
    {
        var left = Left();
        return values.SequenceEqual(Values) ? left :
        [
            .. values.Select((value, i) => Values[i] == 0
                ? value
                : Allocation.RoundHalfEven((Int128)value * left[i], Values[i])),
        ];
    }

    /// <summary>
    /// What returning units <paramref name="from"/> + 1 to <paramref name="to"/> of a line is worth: cumulatively
    /// round(v × n ÷ q), so that all units together are worth exactly v.
    /// </summary>
    public static long UnitsWorth(long value, long quantity, long from, long to) =>
        Allocation.RoundHalfEven((Int128)value * to, quantity)
            - Allocation.RoundHalfEven((Int128)value * from, quantity);
}
