using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>
/// What the buyer paid in another currency, as the storefront converted it. Everything counts in the shop's currency;
/// this is kept and shown beside it.
/// </summary>
/// <param name="Amount">What the buyer owed for the whole order, in the currency of payment.</param>
/// <param name="Rate" example="7.1832">
/// What one major unit of that currency is in the shop's: <c>7.1832</c> where 1 USD is 7.1832 CNY. A decimal number
/// above 0 with up to 9 digits before the point and 12 behind it.
/// </param>
public sealed partial record PaidIn(Money Amount, string Rate)
{
    /// <summary>Most characters of a rate.</summary>
    public const int MaxRateLength = 22;

    /// <summary>Whether a text is a rate.</summary>
    public static bool IsRate(string? rate) =>
        rate is { Length: <= MaxRateLength } && RateForm().IsMatch(rate) && rate.Any(c => c is >= '1' and <= '9');

    /// <summary>
    /// Whether the amount is, by its rate, what was due in the shop's currency, but for rounding: half a minor unit of
    /// either currency for each amount that was converted.
    /// </summary>
    /// <param name="dueMinor">What the buyer owed, in the shop's minor units.</param>
    /// <param name="currency">The shop's currency.</param>
    /// <param name="amounts">How many amounts the storefront may have converted by themselves.</param>
    public bool Fits(long dueMinor, string currency, int amounts)
    {
        var point = Rate.IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(Rate.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var decimals = point < 0 ? 0 : Rate.Length - point - 1;
        // rate = number ÷ unit, from minor units to minor units.
        var number = digits * BigInteger.Pow(10, Currencies.Decimals(currency));
        var unit = BigInteger.Pow(10, decimals + Currencies.Decimals(Amount.Currency));
        var missed = BigInteger.Abs((Amount.Amount * number) - (dueMinor * unit));
        return 2 * missed <= amounts * (number + unit);
    }

    [GeneratedRegex(@"^\d{1,9}(\.\d{1,12})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RateForm();
}
