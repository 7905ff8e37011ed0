using System.Numerics;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// An exact fraction of minor units, rounded only where money is booked. The denominator is positive.
/// </summary>
public readonly record struct Exact(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>Nothing.</summary>
    public static readonly Exact Zero = new(0, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Exact(long whole) => new(whole, 1);

    /// <summary>A number of up to four decimals.</summary>
    public static Exact Of(decimal number) => decimal.IsInteger(number)
        ? new Exact((BigInteger)number, 1)
        : new Exact((BigInteger)(number * Quantity.PartsPerUnit), Quantity.PartsPerUnit);

    public static Exact operator +(Exact a, Exact b) => a.Denominator == b.Denominator
        ? new(a.Numerator + b.Numerator, a.Denominator)
        : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Exact operator -(Exact a, Exact b) => a + new Exact(-b.Numerator, b.Denominator);

    public static bool operator >(Exact a, Exact b) => a.Numerator * b.Denominator > b.Numerator * a.Denominator;

    public static bool operator <(Exact a, Exact b) => b > a;

    /// <summary>That many basis points of it.</summary>
    public Exact Bps(int bps) => Parts(bps, 10_000);

    /// <summary>That many parts of it, of the size given.</summary>
    public Exact Parts(long parts, long of) => new(Numerator * parts, Denominator * of);

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>As a fraction in lowest terms, for reading: <c>2001/2</c>, or <c>1000</c>.</summary>
    public string ToText(IFormatProvider format)
    {
        var common = BigInteger.GreatestCommonDivisor(Numerator, Denominator);
        var (top, bottom) = (Numerator / common, Denominator / common);
        return bottom.IsOne ? top.ToString(format) : $"{top.ToString(format)}/{bottom.ToString(format)}";
    }

    /// <summary>Rounded half to even, or the most that may be where it is more.</summary>
    public long RoundAtMost(long most) => this > most ? most : Round();

    /// <summary>Rounded half to even.</summary>
    public long Round()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        if (remainder.Sign < 0)
        {
            quotient--;
            remainder += Denominator;
        }
        var half = (remainder * 2).CompareTo(Denominator);
        return (long)(half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient);
    }
}
