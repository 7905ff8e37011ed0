namespace SocialCommerce.Kernel.Text;

/// <summary>
/// Ids that we mint: a typed prefix and the bigint key in 13 digits of Crockford's base 32, so that text order is the
/// order of making. Merchants' own ids are never wrapped.
/// </summary>
public static class PublicId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 13;

    /// <summary>For example <c>acc_000000000001g</c>.</summary>
    public static string Of(string prefix, long key)
    {
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, key >>= 5) text[i] = Digits[(int)(key & 31)];
        return $"{prefix}_{text}";
    }

    /// <summary>The key inside, or null when the text is no id of this prefix.</summary>
    public static long? KeyOf(string prefix, string id)
    {
        if (id.Length != prefix.Length + 1 + Length || !id.StartsWith($"{prefix}_", StringComparison.Ordinal))
            return null;
        long key = 0;
        foreach (var c in id.AsSpan(prefix.Length + 1))
        {
            var digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return null;
            key = (key << 5) | (uint)digit;
        }
        return key > 0 ? key : null;
    }
}
