using System.Text.RegularExpressions;

namespace SocialCommerce.Kernel.Text;

/// <summary>Files of comma-separated values as RFC 4180 has them. Pure.</summary>
public static partial class Csv
{
    // What a spreadsheet takes for the beginning of a formula, in full width too.
    private const string Beginnings = "=+-@\t\r\n＝＋－＠";

    /// <summary>Rows as they are: for programs that read them back.</summary>
    public static string Exact(IEnumerable<IReadOnlyList<string?>> rows) =>
        string.Concat(rows.Select(row => $"{string.Join(',', row.Select(Quoted))}\r\n"));

    /// <summary>
    /// Rows that people open in a spreadsheet: a text that would begin a formula there gets an apostrophe before it,
    /// also where the spreadsheet cuts the text into cells because it takes <c>;</c>, a tab or a line's end for one.
    /// </summary>
    public static string ForSpreadsheets(IEnumerable<IReadOnlyList<string?>> rows) =>
        Exact(rows.Select(row => row.Select(Harmless).ToArray()));

    private static string? Harmless(string? field)
    {
        if (field is null) return null;
        var cut = AfterCut().Replace(field, "$1'");
        return cut.TrimStart(' ', '"') is { Length: > 0 } text && Beginnings.Contains(text[0], StringComparison.Ordinal)
            ? $"'{cut}"
            : cut;
    }

    private static string Quoted(string? field) => field?.AsSpan().IndexOfAny(",\"\r\n") >= 0
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field ?? "";

    /// <summary>What ends a cell, blanks and quotes, where a formula would begin after them.</summary>
    [GeneratedRegex("""([;\t\r\n][ "]*)(?=[=+\-@＝＋－＠])""")]
    private static partial Regex AfterCut();
}
