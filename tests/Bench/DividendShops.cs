using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SocialCommerce.Bench;

/// <summary>Shops with a period's pool to share among everybody, by weights, so that everybody gets a part.</summary>
internal sealed class DividendShops(Stage stage) : ILoad
{
    /// <summary>Who holds the tier, or a higher one.</summary>
    public const int Holders = 100_000;

    private const int Orders = 5_000;
    private const int Clients = 16;
    private BenchShop? _shop;
    private string _body = "";

    public async Task Prepare(CancellationToken stop)
    {
        _shop = await BenchShop.Make(stage.Api, stage.Owner, "shared", Holders, isStar: false, stop);
        var start = TimeProvider.System.GetUtcNow();
        var load = new HttpLoad(stage.Api.Url, "201", random => new OrderRequests(_shop, random));
        for (long made = 0; made < Orders;) made += (await load.Run(Clients, 1, stop)).Requests;
        await stage.Analyze(stop);
        _body = $$"""
            {"periodStart":"{{Written(start.AddDays(-1))}}","periodEnd":"{{Written(TimeProvider.System.GetUtcNow())}}"}
            """;
    }

    public async Task<Outcome> Run(int clients, double seconds, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = stage.Api.Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _shop!.ApiKey);
        using var body = new StringContent(_body, Encoding.UTF8, "application/json");
        var clock = Stopwatch.StartNew();
        using var answer = await http.PostAsync("/v1/dividends", body, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        var outcome = new Outcome(Holders, clock.Elapsed.TotalSeconds);
        if (!answer.IsSuccessStatusCode) throw new Problem($"The API answered {text}");
        var pool = JsonElement.Parse(text).GetProperty("pools")[0];
        var shared = pool.GetProperty("shared").GetProperty("amount").GetInt64();
        return pool.GetProperty("holders").GetInt64() == Holders && shared >= Holders
            ? outcome
            : throw new Problem($"Not everybody got a part: {text}");
    }

    private static string Written(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
