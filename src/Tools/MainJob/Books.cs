using System.Text.Json;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob;

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
