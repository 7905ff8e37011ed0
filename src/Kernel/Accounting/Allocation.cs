namespace SocialCommerce.Kernel.Accounting;

/// <summary>Exact arithmetic on minor units. No floating point anywhere; products are exact, rounded once.</summary>
public static class Allocation
{
    /// <summary>
    /// Spreads <paramref name="amount"/> over <paramref name="weights"/> so that the parts add up to it exactly: the
    /// largest remainders get the last units, ties go to the lower index. Each part is at most its weight when the
    /// amount is at most their sum.
    /// </summary>
    /// <param name="amount">0 or more, in minor units.</param>
    /// <param name="weights">0 or more each; all 0 only when there is nothing to spread.</param>
    public static long[] LargestRemainder(long amount, IReadOnlyList<long> weights)
    {
        var parts = new long[weights.Count];
        if (amount == 0) return parts;
        Int128 sum = 0;
        foreach (var weight in weights) sum += weight;
        if (sum == 0) throw new ArgumentException("Nothing to spread over.", nameof(weights));

        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * weights[i], sum);
            parts[i] = (long)share;
            left -= parts[i];
            remainders[i] = (remainder, i);
        }
        Array.Sort(remainders, static (a, b) =>
            a.Remainder == b.Remainder ? a.Index.CompareTo(b.Index) : b.Remainder.CompareTo(a.Remainder));
        for (var i = 0; i < left; i++) parts[remainders[i].Index]++;
        return parts;
    }

    /// <summary>numerator ÷ denominator, rounded half to even. The denominator is positive.</summary>
    public static long RoundHalfEven(Int128 numerator, Int128 denominator)
    {
        var (quotient, remainder) = Int128.DivRem(numerator, denominator);
        if (remainder < 0)
        {
            quotient--;
            remainder += denominator;
        }
        var twice = remainder * 2;
        var up = twice > denominator || (twice == denominator && Int128.IsOddInteger(quotient));
        return (long)(up ? quotient + 1 : quotient);
    }
}
