namespace SocialCommerce.Kernel.Describing;

/// <summary>What a text, a list or a number may be: characters, elements, or the number itself.</summary>
/// <param name="Least">The least; null where there is none.</param>
/// <param name="Most">The most; null where there is none.</param>
/// <param name="Pattern">A regular expression (ECMA-262) that a text matches.</param>
public sealed record Bound(long? Least = null, long? Most = null, string? Pattern = null)
{
    /// <summary>What both allow.</summary>
    public Bound And(Bound other) => new(
        Larger(Least, other.Least), -Larger(-Most, -other.Most), other.Pattern ?? Pattern);

    private static long? Larger(long? one, long? other) => one > other ? one : other ?? one;
}
