using Shouldly;
using SocialCommerce.MainJob.Events;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>
/// The API and PostgreSQL are killed in turn while events are replayed: nothing is lost, nothing is doubled, and the
/// money is that of a replay that nobody disturbed.
/// </summary>
public sealed class KillingProcesses(TestApi calm) : IClassFixture<TestApi>
{
    private const int Events = 300;
    private const int Kills = 12;
    private const int Scatter = 9;
    private const int LongestPause = 12;

    [Fact]
    public async Task Kills_inside_requests_lose_nothing_and_double_nothing()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var events = new WatchedEvents([.. Replaying.Sample().Events.Take(Events)]);

        await using var product = await KillableProduct.Start();
        Client shop = await product.Platform.NewShop();
        await Replaying.Prepare(shop.Url, shop.Key);
        var replay = Replaying.Send(shop.Url, shop.Key, events);
        var probe = Probe(shop, replay);
        var kills = await Strike(product, events, new Random(seed), replay);
        var unmatched = await replay;
        var (unavailable, wrong) = await probe;
        await product.Ready();

        kills.ShouldBeGreaterThanOrEqualTo(10, $"seed {seed}");
        wrong.ShouldBeEmpty($"seed {seed}");
        unavailable.ShouldBeGreaterThan(0, $"seed {seed}");
        await CompareWithACalmBacktest(shop, events, unmatched, seed);
    }

    private async Task CompareWithACalmBacktest(Client disturbed, WatchedEvents events, long unmatched, int seed)
    {
        var shop = await calm.NewShop();
        await Replaying.Prepare(shop.Url, shop.Key);
        (await Replaying.Send(shop.Url, shop.Key, events)).ShouldBe(unmatched);

        var (expected, actual) = (await Records(shop, events), await Records(disturbed, events));
        actual.ShouldBe(expected, $"seed {seed}");
        actual.ShouldBeUnique();
        actual.Count(record => record.StartsWith("order ", StringComparison.Ordinal))
            .ShouldBe(events.OfType<Order>().Count());
        var (books, disturbedBooks) = (await Replaying.Report(shop.Url, shop.Key),
            await Replaying.Report(disturbed.Url, disturbed.Key));
        disturbedBooks.ToJsonString().ShouldBe(books.ToJsonString(), $"seed {seed}");
        books["integrity"]!["ok"]!.GetValue<bool>().ShouldBeTrue();
        books["accruals"]!.GetValue<long>().ShouldBeGreaterThan(0);
        books["reversedMinor"]!.GetValue<long>().ShouldBeGreaterThan(0);
        books["runs"]![0]!["statements"]!.GetValue<long>().ShouldBeGreaterThan(0);
    }

    /// <summary>Kills the API and PostgreSQL in turn, each some milliseconds into an event; how often.</summary>
    private static async Task<int> Strike(KillableProduct product, WatchedEvents events, Random random, Task replay)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            // The last one strikes behind the last event, at the settlement.
            var at = kill == Kills - 1
                ? events.Count + 1
                : ((kill + 1) * events.Count / Kills) + random.Next(-Scatter, Scatter);
            while (events.Begun < at && !replay.IsCompleted) await Task.Delay(1);
            await Task.Delay(random.Next(LongestPause));
            if (replay.IsCompleted) return kill;
            await product.Kill(api: kill % 2 == 0);
        }
        return Kills;
    }

    /// <summary>Asks all the while: every answer is a success, or a 503 that says when to come again.</summary>
    private static async Task<(int Unavailable, IReadOnlyList<string> Wrong)> Probe(Client shop, Task replay)
    {
        var (unavailable, wrong) = (0, new List<string>());
        for (; !replay.IsCompleted; await Task.Delay(20))
        {
            try
            {
                var answer = await shop.Get("/v1/orders?limit=1");
                if (answer.Status == 503 && answer.Headers.ContainsKey("Retry-After")) unavailable++;
                else if (answer.Status != 200) wrong.Add($"{answer.Status} {answer.Body}");
            }
            catch (HttpRequestException)
            {
                // The API is down.
            }
        }
        return (unavailable, wrong);
    }

    /// <summary>Every order, refund and binding of the shop in a line.</summary>
    private static async Task<List<string>> Records(Client shop, IReadOnlyList<Event> events)
    {
        var records = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"/v1/orders?limit=100{cursor}")).Must(200).Json;
            foreach (var order in page.GetProperty("data").EnumerateArray())
            {
                var id = order.GetProperty("orderId").GetString()!;
                records.Add($"order {id} {order.GetProperty("value")} {order.GetProperty("refundedGoods")}");
                if (order.GetProperty("refundedGoods").GetProperty("amount").GetInt64() == 0) continue;
                var refunds = (await shop.Get($"/v1/orders/{id}/refunds?limit=100")).Must(200).Json;
                records.AddRange(refunds.GetProperty("data").EnumerateArray().Select(refund =>
                    $"refund {refund.GetProperty("refundId")} {refund.GetProperty("status")} "
                    + $"{refund.GetProperty("goods")}"));
            }
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        foreach (var person in events.Select(happened => happened.CustomerId).Distinct())
        {
            var binding = await shop.Get($"/v1/referrals/{person}");
            if (binding.Status != 404) records.Add($"binding {person} {binding.Must(200).Text("referrerId")}");
        }
        return records;
    }
}
