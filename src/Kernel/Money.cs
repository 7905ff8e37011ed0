using System.Globalization;

namespace SocialCommerce.Kernel;

/// <summary>An amount in the currency's minor unit (fen, pence), never a fraction.</summary>
/// <param name="Amount">Minor units, −10¹²…10¹².</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public sealed record Money(long Amount, string Currency)
{
    /// <summary>The largest amount that a request may carry, in minor units (commission.md).</summary>
    public const long Limit = 1_000_000_000_000;

    // ISO 4217's currencies whose minor unit is not a hundredth.
    private static readonly HashSet<string> WithoutMinor =
    [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    ];

    private static readonly HashSet<string> InThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>In the currency's major unit, as people write it: <c>-12.30 GBP</c>.</summary>
    public string ForPeople()
    {
        var (scale, format) = WithoutMinor.Contains(Currency) ? (1m, "F0")
            : InThousandths.Contains(Currency) ? (1_000m, "F3") : (100m, "F2");
        return $"{(Amount / scale).ToString(format, CultureInfo.InvariantCulture)} {Currency}";
    }
}
