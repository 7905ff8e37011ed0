using System.Text.RegularExpressions;

namespace SocialCommerce.Payouts.Settings;

/// <summary>What can be told of an account from its number alone. Pure.</summary>
internal static partial class BankAccount
{
    /// <summary>The refusal of a number that looks like an IBAN and has wrong check digits.</summary>
    public const string IbanRule = "The account looks like an IBAN, but its check digits are wrong.";

    private const int Modulus = 97;

    /// <summary>Whether a text has the form of an account in a bank file: 4 to 34 letters and digits.</summary>
    public static bool IsWellFormed(string? account) =>
        account is { Length: >= 4 and <= 34 } && account.All(char.IsAsciiLetterOrDigit);

    /// <summary>Whether a number looks like an IBAN (ISO 13616): country, two check digits, 11 to 30 more.</summary>
    public static bool LooksLikeIban(string account) => IbanForm().IsMatch(account);

    /// <summary>Whether a number is anything but an IBAN with wrong check digits (ISO 7064, modulus 97).</summary>
    public static bool HasGoodChecksum(string? account)
    {
        if (account is null || !LooksLikeIban(account)) return true;
        var text = account.ToUpperInvariant();
        var rest = 0;
        foreach (var c in text[4..] + text[..4])
            rest = char.IsAsciiDigit(c)
                ? ((rest * 10) + (c - '0')) % Modulus
                : ((rest * 100) + (c - 'A' + 10)) % Modulus;
        return rest == 1;
    }

    /// <summary>Whether a text is a bank identifier code (ISO 9362).</summary>
    public static bool IsBic(string text) => BicForm().IsMatch(text);

    [GeneratedRegex(@"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IbanForm();

    [GeneratedRegex(@"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BicForm();
}
