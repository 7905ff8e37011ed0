using System.Text.Json;

namespace SocialCommerce.MainJob;

/// <summary>A settlement run as the product tells it.</summary>
internal sealed record Settlement(DateTimeOffset PeriodEnd, long Statements, long TotalMinor);

/// <summary>A person who ever had an accrual: movements, what statements came to, and today's tier.</summary>
internal sealed record Partner(string CustomerId, string? Tier, long NetMinor, long SettledMinor);

/// <summary>What the product says after the replay; nothing in here was kept by this tool.</summary>
internal sealed record Books(
    JsonElement Totals, IReadOnlyList<Settlement> Settlements, IReadOnlyList<Partner> Partners, JsonElement Integrity)
{
    public bool IntegrityOk => Integrity.GetProperty("ok").GetBoolean();

    public static async Task<Books> Read(Api api, CancellationToken stop)
    {
        var settlements = new List<Settlement>();
        await foreach (var row in Rows(api, "v1/settlements", stop))
            settlements.Add(new Settlement(
                row.GetProperty("periodEnd").GetDateTimeOffset(), row.Count("statements"), row.Minor("total")));

        var partners = new List<Partner>();
        await foreach (var row in Rows(api, "v1/partners", stop))
        {
            if (row.Count("accruals") > 0)
                partners.Add(new Partner(
                    row.Text("customerId"), row.OptionalText("tier"), row.Minor("net"), row.Minor("settled")));
        }
        return new Books(
            await Get(api, "v1/reports/totals", stop),
            [.. settlements.OrderBy(run => run.PeriodEnd)],
            [.. partners.OrderBy(partner => partner.CustomerId, StringComparer.Ordinal)],
            await Get(api, "v1/integrity", stop));
    }

    private static async IAsyncEnumerable<JsonElement> Rows(
        Api api, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var suffix = cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await Get(api, $"{path}?limit=100{suffix}", stop);
            foreach (var row in page.GetProperty("data").EnumerateArray())
                yield return row;
            cursor = page.OptionalText("nextCursor");
        }
    }

    private static async Task<JsonElement> Get(Api api, string path, CancellationToken stop)
    {
        var answer = await api.Get(path, stop);
        return answer.Succeeded ? answer.Json() : throw new Problem($"Reading {path} back failed: {answer.Describe()}");
    }
}

/// <summary>Words for the shapes that the product's answers are made of.</summary>
internal static class JsonWords
{
    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new Problem($"The product's answer has no {name}.");

    public static string? OptionalText(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static long Count(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>The minor units of a money property.</summary>
    public static long Minor(this JsonElement element, string name) =>
        element.GetProperty(name).GetProperty("amount").GetInt64();
}
