using System.Globalization;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>What the law of a shop's jurisdiction wants before anything is paid out (G11, G16, G17).</summary>
/// <param name="LeastAge">The least age of a person who is paid; null: any.</param>
/// <param name="AsksOccupation">Whether somebody declares that the occupation is none that bars (Decree 443).</param>
/// <param name="WantsRecord">Whether an acceptance of the terms counts only with the address it came from.</param>
/// <param name="WantsTaxMode">Whether a tax mode must have been chosen.</param>
public sealed record PayoutDemands(int? LeastAge, bool AsksOccupation, bool WantsRecord, bool WantsTaxMode);

/// <summary>The demands as the host knows them: modules do not know each other, nor whose data they are.</summary>
/// <param name="Of">By shop and time.</param>
public sealed record PayoutGuard(Func<Shop, DateTimeOffset, PayoutDemands> Of);

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

    /// <summary>Whether somebody has completed so many years; who was born on 29 February, on 1 March.</summary>
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
