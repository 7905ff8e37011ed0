using System.Text.Json;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>Figures of reports as short texts.</summary>
internal static class ReportTexts
{
    /// <summary>A property, or a dash where it is absent.</summary>
    public static string Text(this JsonElement one, string property) =>
        one.TryGetProperty(property, out var value) ? value.ToString() : "-";

    /// <summary>An amount in minor units, or a dash where it is absent.</summary>
    public static string Minor(this JsonElement one, string property) =>
        one.TryGetProperty(property, out var money) ? money.GetProperty("amount").ToString() : "-";

    /// <summary>Times as <c>2: 1 4</c>: completed cases, median and 90th percentile in days.</summary>
    public static string Times(this JsonElement times) =>
        $"{times.Text("completed")}: {times.Text("medianDays")} {times.Text("p90Days")}";
}
