using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SocialCommerce.Kernel.Database;

/// <summary>Cursor pages: ask the database for one row more than the page holds.</summary>
public static class Paging
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 100;

    /// <summary>Page size when the caller names none.</summary>
    public const int DefaultLimit = 20;

    private const long MaxTicks = 3_155_378_975_999_999_999;

    /// <summary>The page size asked for; 422 outside 1…100.</summary>
    public static int Limit(int? limit) => limit switch
    {
        null => DefaultLimit,
        >= 1 and <= MaxLimit => limit.Value,
        _ => throw CommonProblems.LimitOutOfRange.Because($"limit must be between 1 and {MaxLimit}.", "?limit"),
    };

    /// <summary>Refuses a filter, a parameter of this name, that asks for something that there is not: 422.</summary>
    public static void Filter(string name, string? value, params IReadOnlyCollection<string> known)
    {
        if (value is not null && !known.Contains(value))
            throw CommonProblems.ValueUnknown.Because($"{name} is one of {string.Join(", ", known)}.", $"?{name}");
    }

    /// <summary>Cuts <paramref name="rows"/> (up to limit + 1 of them) into a page.</summary>
    public static Page<T> Of<T>(List<T> rows, int limit, Func<T, string> cursor) => rows.Count > limit
        ? new Page<T>(rows[..limit], Encode(cursor(rows[limit - 1])), true)
        : new Page<T>(rows, null, false);

    /// <summary>The same, where the position is a key.</summary>
    public static Page<T> Of<T>(List<T> rows, int limit, Func<T, long> key) =>
        Of(rows, limit, row => key(row).ToString(CultureInfo.InvariantCulture));

    /// <summary>The position inside a cursor, or null for the first page; 400 when it is not one of ours.</summary>
    public static string? Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        if (!Base64Url.IsValid(cursor)) throw Unreadable();
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith('~') && !text.Contains('\0', StringComparison.Ordinal) ? text[1..] : throw Unreadable();
    }

    /// <summary>A cursor that is a key; 0 for the first page.</summary>
    public static long DecodeKey(string? cursor) => Decode(cursor) switch
    {
        null => 0,
        var text when long.TryParse(text, out var key) => key,
        _ => throw Unreadable(),
    };

    /// <summary>A cursor that is an instant; null for the first page.</summary>
    public static DateTimeOffset? DecodeInstant(string? cursor) => Decode(cursor) switch
    {
        null => null,
        var text when long.TryParse(text, out var ticks) && ticks is >= 0 and < MaxTicks =>
            new DateTimeOffset(ticks, TimeSpan.Zero),
        _ => throw Unreadable(),
    };

    /// <summary>An instant as the position in a cursor.</summary>
    public static string Position(DateTimeOffset instant) => instant.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static string Encode(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"~{position}"));

    private static ProblemException Unreadable() =>
        CommonProblems.CursorUnreadable.Because("cursor is not one that this API gave out.", "?cursor");
}
