using System.Security.Cryptography;

namespace SocialCommerce.Membership.Coupons;

/// <summary>
/// A coupon's code, as <c>7K2M-9P4Q-XH3Y</c>: 11 random characters, which cannot be guessed, and a check character that
/// finds any wrong character and any two that changed places. It has no 0, 1, I, L and O, which people confuse.
/// </summary>
internal static class CouponCode
{
    // A prime number of characters, so that the check finds every exchange.
    private const string Characters = "23456789ABCDEFGHJKMNPQRSTVUWXYZ";
    private const int Length = 12;
    private const int Group = 4;

    /// <summary>A new code.</summary>
    public static string Next()
    {
        var random = RandomNumberGenerator.GetString(Characters, Length - 1);
        return Shown(random + Characters[Check(random)]);
    }

    /// <summary>
    /// The code as it is kept: in capitals, with hyphens. Null where a text cannot be one.
    /// </summary>
    public static string? Normalize(string? text)
    {
        var plain = (text ?? "").Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
        if (plain.Length != Length || !plain.All(Characters.Contains)) return null;
        return Characters[Check(plain[..^1])] == plain[^1] ? Shown(plain) : null;
    }

    // Of c1 … c11 and the check c12 the sum of i × ci is a multiple of 31.
    private static int Check(string random)
    {
        var sum = 0;
        for (var i = 0; i < random.Length; i++)
            sum += (i + 1) * Characters.IndexOf(random[i], StringComparison.Ordinal);
        var prime = Characters.Length;
        // The factor of the check character is inverted: 12 × 13 = 156 = 5 × 31 + 1.
        const int InverseOfLength = 13;
        return (prime - (sum % prime)) * InverseOfLength % prime;
    }

    private static string Shown(string plain) =>
        string.Join('-', Enumerable.Range(0, Length / Group).Select(i => plain.Substring(i * Group, Group)));
}
