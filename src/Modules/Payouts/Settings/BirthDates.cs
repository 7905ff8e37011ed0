using System.Globalization;

namespace SocialCommerce.Payouts.Settings;

/// <summary>
/// Adds to a batch what people have at a moment that is matured and in no statement, whether its maturity has been
/// booked or not; once the batch has run, by customer key, below 0 for a debt. Who has nothing may be missing.
/// </summary>
/// <param name="batch">The batch.</param>
/// <param name="shop">The shop.</param>
/// <param name="keys">Only these people; null: all.</param>
/// <param name="now">The moment, by the shop's clock.</param>
public delegate Func<IReadOnlyDictionary<long, long>> OpenBalances(
    SqlBatch batch, Shop shop, long[]? keys, DateTimeOffset now);

/// <summary>What an identity number says of a person's age. Pure.</summary>
internal static class BirthDates
{
    private const int Length = 18;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The birth date in a Chinese identity number (GB 11643); null for any other number.</summary>
    public static DateOnly? Of(string identityNumber)
    {
        if (identityNumber.Length != Length || !identityNumber.AsSpan(0, Length - 1).ContainsOnlyDigits()) return null;
        var sum = Weights.Select((weight, i) => weight * (identityNumber[i] - '0')).Sum();
        return "10X98765432"[sum % 11] == identityNumber[^1] && DateOnly.TryParseExact(
            identityNumber.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            ? born
            : null;
    }

    /// <summary>Whether a person has reached an age; a person born on 29 February reaches it on 1 March.</summary>
    public static bool IsOfAge(DateOnly born, int years, DateOnly today)
    {
        var birthday = born is { Month: 2, Day: 29 } ? born.AddDays(1).AddYears(years) : born.AddYears(years);
        return today >= birthday;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (!char.IsAsciiDigit(c)) return false;
        return true;
    }
}
