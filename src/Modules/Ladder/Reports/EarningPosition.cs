using System.Globalization;

namespace SocialCommerce.Ladder.Reports;

/// <summary>Where a page of products by value of an active day begins: after a value and a product id.</summary>
public readonly record struct EarningPosition(long PerDayMinor, string ProductId)
{
    private const char Separator = '\n';

    /// <summary>The position in a cursor; the beginning for the first page, and for what is no position.</summary>
    public static EarningPosition Of(string? cursor)
    {
        var text = Paging.Decode(cursor) ?? "";
        var cut = text.IndexOf(Separator, StringComparison.Ordinal);
        return cut > 0 && long.TryParse(text[..cut], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new(minor, text[(cut + 1)..])
            : new(long.MaxValue, "");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{PerDayMinor}{Separator}{ProductId}");
}
