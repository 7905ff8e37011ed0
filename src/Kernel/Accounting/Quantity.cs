namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// Quantities have up to four decimals, such as 0.5 kg. They are computed exactly, as whole ten-thousandths.
/// </summary>
public static class Quantity
{
    /// <summary>The most units of one line.</summary>
    public const long Max = 1_000_000_000;

    /// <summary>How many parts one unit has.</summary>
    public const long PartsPerUnit = 10_000;

    /// <summary>Whether a number is 0 or more, not beyond the most, and has no more than four decimals.</summary>
    public static bool IsValid(decimal quantity) =>
        quantity is >= 0 and <= Max && decimal.Truncate(quantity * PartsPerUnit) == quantity * PartsPerUnit;

    /// <summary>A quantity in ten-thousandths of a unit.</summary>
    public static long Parts(decimal quantity) => (long)(quantity * PartsPerUnit);

    /// <summary>Price × quantity in minor units, rounded half to even once.</summary>
    public static long Price(long unitMinor, decimal quantity) =>
        Allocation.RoundHalfEven((Int128)unitMinor * Parts(quantity), PartsPerUnit);

    /// <summary>Whole units: rounded down, and one at least where there is any part of one.</summary>
    public static long Whole(decimal quantity) => quantity <= 0 ? 0 : Math.Max(1, (long)decimal.Floor(quantity));

    /// <summary>Without the zeros behind the decimal point: 3 for 3.0000.</summary>
    public static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}
