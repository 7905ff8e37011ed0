using System.Globalization;

namespace SocialCommerce.Ladder.Cohorts;

/// <summary>The windows of a report, in days of 24 hours.</summary>
internal static class ReportWindows
{
    /// <summary>The longest window.</summary>
    public const int MaxDays = 366;

    /// <summary>The windows of a request that names none: a week, a month, three months.</summary>
    public static readonly IReadOnlyList<int> Usual = [7, 30, 90];

    private const int Most = 5;

    /// <summary>The windows asked for, <c>7,30,90</c>; null where the text is no such list.</summary>
    public static int[]? Of(string? text)
    {
        if (text is null) return [.. Usual];
        var days = text.Split(',').Select(part => int.TryParse(
            part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        return days.Length <= Most && days.All(day => day is >= 1 and <= MaxDays)
            && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second) ? days : null;
    }
}
