using System.Globalization;

namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// The currencies of ISO 4217 with their decimals, as data of a date: funds codes, precious metals, units of account
/// and test codes are no currency that a shop sells in. Source and date stand in <c>Currencies.json</c>.
/// </summary>
public static class Currencies
{
    // What an old shop was opened with stays readable after its currency has left the list.
    private const int UsualDecimals = 2;

    private static readonly List Known = Load();

    /// <summary>The date of the list, such as <c>2026-02-01</c>.</summary>
    public static string AsOf => Known.AsOf;

    /// <summary>Every code of the list.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Decimals.Keys;

    /// <summary>Whether a code is a currency of the list.</summary>
    public static bool IsKnown(string? code) => code is not null && Known.Decimals.ContainsKey(code);

    /// <summary>Decimals of the major unit: 2 for GBP, 0 for JPY, 3 for KWD.</summary>
    public static int Decimals(string code) => Known.Decimals.GetValueOrDefault(code, UsualDecimals);

    /// <summary>An amount in the major unit, with the currency's decimals and a point: <c>-12.30</c>.</summary>
    /// <param name="minor">Minor units.</param>
    /// <param name="code">The currency.</param>
    public static string Major(long minor, string code)
    {
        var decimals = Decimals(code);
        var scale = 1m;
        for (var i = 0; i < decimals; i++) scale *= 10;
        return (minor / scale).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    private static List Load()
    {
        using var stream = typeof(Currencies).Assembly.GetManifestResourceStream("Currencies.json")!;
        using var reader = new StreamReader(stream);
        return Json.Read<List>(reader.ReadToEnd());
    }

    private sealed record List(string Standard, string Source, string AsOf, Dictionary<string, int> Decimals);
}
