using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel.Customers;

/// <summary>
/// Guests: buyers without a customer id of the shop. Ids of this form are reserved: <c>gst_</c> and 26 digits of
/// Crockford's base 32, made from the order that the guest came with, so that the order sent again names the same
/// guest. A guest is addressed like any customer until the guest is claimed.
/// </summary>
public static class Guest
{
    /// <summary>Prefix of guests' ids.</summary>
    public const string Prefix = "gst_";

    /// <summary>SQL: whether <c>customer_id</c> is a guest's.</summary>
    public const string IsGuestId = $"customer_id ~ '^{Prefix}[0-9a-hjkmnp-tv-z]{{26}}$'";

    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    private static readonly SearchValues<char> AnyDigit = SearchValues.Create(Digits);

    /// <summary>The id of the guest who came with an order, for example <c>gst_2r8k…</c>.</summary>
    public static string IdOf(string orderId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(orderId));
        var id = new StringBuilder(Prefix, Prefix.Length + Length);
        for (var bit = 0; bit < Length * 5; bit += 5)
        {
            var two = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            id.Append(Digits[(two >> (11 - (bit % 8))) & 31]);
        }
        return id.ToString();
    }

    /// <summary>Whether an id is a guest's.</summary>
    public static bool Is(string? customerId) => customerId is not null
        && customerId.Length == Prefix.Length + Length
        && customerId.StartsWith(Prefix, StringComparison.Ordinal)
        && customerId.AsSpan(Prefix.Length).IndexOfAnyExcept(AnyDigit) < 0;
}
