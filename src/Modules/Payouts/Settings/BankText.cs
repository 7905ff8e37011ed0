using System.Globalization;
using System.Text;

namespace SocialCommerce.Payouts.Settings;

/// <summary>
/// Texts as banks take them: Latin letters without accents and the signs of the SEPA character set. A name in another
/// script, such as Chinese, cannot be reduced without guessing and stays as it is; any other character becomes a dot.
/// </summary>
internal static class BankText
{
    private const string Signs = "/-?:().,'+ ";

    // A table, since the runtime normalizes nothing where it runs without the tables of a culture.
    private static readonly Dictionary<char, string> Letters = Reduced(
        ("A", "ÀÁÂÃÄÅĀĂĄẠẢẤẦẨẪẬẮẰẲẴẶ"), ("AE", "Æ"), ("C", "ÇĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ"),
        ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİỈỊ"), ("J", "Ĵ"), ("K", "Ķ"), ("L", "ĹĻĽĿŁ"), ("N", "ÑŃŅŇŊ"),
        ("O", "ÒÓÔÕÖØŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ"), ("OE", "Œ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤŦȚ"), ("Th", "Þ"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲƯỤỦỨỪỬỮỰ"), ("W", "Ŵ"), ("Y", "ÝŶŸỲỴỶỸ"), ("Z", "ŹŻŽ"), ("a", "àáâãäåāăąạảấầẩẫậắằẳẵặ"),
        ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįıỉị"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőơọỏốồổỗộớờởỡợ"),
        ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųưụủứừửữự"), ("w", "ŵ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"), ("+", "&"), ("'", "’‘"), ("-", "–—"));

    /// <summary>A text in the bank's character set, cut to a length.</summary>
    public static string Of(string text, int maxLength)
    {
        var made = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Letters.TryGetValue((char)rune.Value, out var letters)) made.Append(letters);
            else if (rune.IsAscii) made.Append(Plain((char)rune.Value));
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark)
                made.Append(rune.IsBmp && Rune.IsLetter(rune) ? rune.ToString() : ".");
            // An accent of its own is left out after a Latin letter; in other scripts it makes another letter.
            else if (made.Length > 0 && !char.IsAscii(made[^1])) made.Append(rune.ToString());
        }
        var plain = made.ToString().Trim();
        return plain.Length <= maxLength ? plain : plain[..maxLength];
    }

    private static char Plain(char c) =>
        char.IsAsciiLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal) ? c : '.';

    private static Dictionary<char, string> Reduced(params (string To, string From)[] groups) =>
        groups.SelectMany(group => group.From.Select(letter => (letter, group.To))).ToDictionary();
}
