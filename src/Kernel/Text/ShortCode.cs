using System.Security.Cryptography;

namespace SocialCommerce.Kernel.Text;

/// <summary>
/// A public code that is short, cannot be guessed and carries its shop: the shop's key and 8 random digits, in
/// Crockford's base 32, so that a page without a key can tell whose code it is. Read without regard to case.
/// </summary>
public static class ShortCode
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Random = 8;
    private const int MaxLength = 13 + Random;

    /// <summary>A new code of the shop, for example <c>1g7k2m9p4q</c>.</summary>
    public static string Next(long shopId)
    {
        var shop = "";
        for (var rest = shopId; rest > 0; rest >>= 5) shop = Digits[(int)(rest & 31)] + shop;
        return shop + RandomNumberGenerator.GetString(Digits, Random);
    }

    /// <summary>The code as it is kept, or null when a text cannot be one.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null || text.Trim() is not { Length: > Random and <= MaxLength } code) return null;
        var lower = code.ToLowerInvariant();
        return lower.All(Digits.Contains) ? lower : null;
    }

    /// <summary>The shop that a code names, or null when a text cannot be a code.</summary>
    public static long? ShopOf(string? text)
    {
        if (Normalize(text) is not { } code) return null;
        long shop = 0;
        foreach (var c in code.AsSpan(0, code.Length - Random)) shop = (shop << 5) | (uint)Digits.IndexOf(c);
        return shop > 0 ? shop : null;
    }
}
