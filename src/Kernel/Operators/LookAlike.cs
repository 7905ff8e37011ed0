using System.Globalization;
using System.Text;

namespace SocialCommerce.Kernel.Operators;

/// <summary>
/// Ids of people that a reader takes for each other: four eyes compare ids, and approvers read them. Pure, and without
/// ICU: full-width forms, Cyrillic and Greek letters that look Latin, marks and invisible characters.
/// </summary>
internal static class LookAlike
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';
    private const int FullWidthOffset = 0xFEE0;

    // Each letter above the one it looks like.
    private const string Foreign = "абвгдеёзіїјкмнорстухѕԁԛԝһӏАВЕЅІЈКМНОРСТУХӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιкορτυνγ";
    private const string LatinTwins = "a6brgeesiijkmhopctyxsdqwhlABESIJKMHOPCTYXlABEZHIKMNOPTYXaikoptuvy";

    /// <summary>Whether two ids are the same to a reader, and yet not the same.</summary>
    public static bool Are(string one, string other) => one != other
        && (string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase) || Shape(one) == Shape(other));

    /// <summary>Whether Latin letters stand beside Cyrillic or Greek ones.</summary>
    public static bool MixesScripts(string id)
    {
        var plain = Wide(id);
        return plain.Any(char.IsAsciiLetter) && plain.Any(c => c is >= '\u0370' and <= '\u052F');
    }

    /// <summary>Without marks and invisible characters, letters as their Latin twins.</summary>
    private static string Plain(string id)
    {
        var text = new StringBuilder(id.Length);
        foreach (var c in Wide(id))
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark) continue;
            var at = Foreign.IndexOf(c, StringComparison.Ordinal);
            text.Append(at < 0 ? c : LatinTwins[at]);
        }
        return text.ToString();
    }

    /// <summary>What is seen: 1, I and l are one stroke, 0 and O one ring, rn is m.</summary>
    private static string Shape(string id)
    {
        var text = Plain(id).Select(c => c switch
        {
            '1' or 'I' or '|' => 'l',
            '0' or 'O' => 'o',
            _ => char.ToLowerInvariant(c),
        });
        return string.Concat(text).Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal);
    }

    private static string Wide(string id) => string.Concat(id.Select(c =>
        c is >= FirstFullWidth and <= LastFullWidth ? (char)(c - FullWidthOffset) : c == '\u3000' ? ' ' : c));
}
