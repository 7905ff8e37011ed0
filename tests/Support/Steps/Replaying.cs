using System.Text.Json.Nodes;
using SocialCommerce.MainJob;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;
using MainJobApi = SocialCommerce.MainJob.Calls.Api;
using MainJobBooks = SocialCommerce.MainJob.Books;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Replays events through the API with the classes of the main job, and reads the books back.</summary>
internal static class Replaying
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Sample");

    /// <summary>The three weeks that are shipped.</summary>
    public static Reading Sample() => Invoices.Read(Tables.Orders(Path.Combine(Folder, "online-retail.csv.gz")));

    /// <summary>Who was brought by whom in them.</summary>
    public static IReadOnlyDictionary<string, string> Referrers() =>
        Tables.Referrers(Path.Combine(Folder, "referrals.csv"));

    /// <summary>Publishes the tiers and the plan of the main job, where the shop has none.</summary>
    public static async Task Prepare(Uri url, string key)
    {
        using var api = new MainJobApi(url, key);
        await ShopSetup.Prepare(api, CancellationToken.None);
    }

    /// <summary>Sends the events; whatever was lost by a fault is sent again.</summary>
    public static async Task<long> Send(Uri url, string key, IReadOnlyList<Event> events)
    {
        using var api = new MainJobApi(url, key);
        using var replay = new Replay(api, Referrers());
        await replay.Run(events, new Progress(TextWriter.Null, false, events.Count), CancellationToken.None);
        return replay.UnmatchedUnits;
    }

    /// <summary>The report, without what differs from run to run.</summary>
    public static async Task<JsonObject> Report(Uri url, string key, Skipped skipped = default, long unmatchedUnits = 0)
    {
        using var api = new MainJobApi(url, key);
        var books = await MainJobBooks.Read(api, CancellationToken.None);
        using var stream = new MemoryStream();
        new Report(books, skipped, unmatchedUnits, 0, 0, 0).WriteJson(stream);
        var report = JsonNode.Parse(stream.ToArray())!.AsObject();
        report.Remove("seconds");
        report.Remove("requests");
        return report;
    }
}
