using System.Globalization;
using PhoneNumbers;

namespace SocialCommerce.Kernel.Identities;

/// <summary>
/// The normal form in which what people are recognised by is compared: two spellings of one thing are one text. Pure.
/// </summary>
public static class IdentityForm
{
    /// <summary>Kinds of identities; <see cref="Payer"/> is a payment account, the others tell people apart.</summary>
    public static readonly string[] Kinds = [Document, Phone, Email, Device, Payer];

    /// <summary>An identity document's number.</summary>
    public const string Document = "document";

    /// <summary>A phone number.</summary>
    public const string Phone = "phone";

    /// <summary>A mail address.</summary>
    public const string Email = "email";

    /// <summary>A device.</summary>
    public const string Device = "device";

    /// <summary>A payment account.</summary>
    public const string Payer = "payer";

    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    // Which mailboxes providers document as one: (domain, the domain's other name, whether dots are ignored). All of
    // them ignore a tag after a plus sign.
    private static readonly (string Domain, string Same, bool IgnoresDots)[] Providers =
    [
        ("gmail.com", "gmail.com", true), ("googlemail.com", "gmail.com", true),
        ("outlook.com", "outlook.com", false), ("hotmail.com", "hotmail.com", false),
        ("icloud.com", "icloud.com", false), ("me.com", "icloud.com", false), ("mac.com", "icloud.com", false),
        ("fastmail.com", "fastmail.com", false), ("proton.me", "proton.me", false),
        ("protonmail.com", "proton.me", false),
    ];

    /// <summary>Countries whose national phone numbers can be read, as ISO 3166 writes them.</summary>
    public static bool IsCountry(string country) => Numbers.GetSupportedRegions().Contains(country);

    /// <summary>
    /// The normal form, and whether a phone number could be read. Phone numbers become E.164 (with an extension after
    /// <c>x</c>), national ones with the default country; mail addresses are in lower case with the domain in ASCII;
    /// everything else is without blanks, in lower case. What cannot be read as a phone number is kept as such
    /// a text.
    /// </summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="value">As the shop wrote it.</param>
    /// <param name="rules">The shop's settings.</param>
    public static (string Text, bool IsReadable) Of(string kind, string value, IdentityRules rules) => kind switch
    {
        Phone => Number(value, rules.DefaultCountry) is { } number ? (number, true) : (Plain(value), false),
        Email => (Mail(Plain(value), rules.IgnoreMailAliases), true),
        _ => (Plain(value), true),
    };

    /// <summary>A text without blanks and invisible marks, in lower case.</summary>
    public static string Plain(string value) => string.Concat(value
        .Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).ToLowerInvariant();

    private static string? Number(string value, string? country)
    {
        try
        {
            var number = Numbers.Parse(value, country);
            if (!Numbers.IsPossibleNumber(number)) return null;
            var text = Numbers.Format(number, PhoneNumberFormat.E164);
            return number.HasExtension ? $"{text}x{number.Extension}" : text;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string Mail(string address, bool ignoreAliases)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1) return address;
        var (local, domain) = (address[..at], Ascii(address[(at + 1)..]));
        var provider = ignoreAliases ? Array.Find(Providers, one => one.Domain == domain) : default;
        if (provider.Domain is null) return $"{local}@{domain}";
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0) local = local[..plus];
        if (provider.IgnoresDots) local = local.Replace(".", "", StringComparison.Ordinal);
        return $"{local}@{provider.Same}";
    }

    private static string Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
