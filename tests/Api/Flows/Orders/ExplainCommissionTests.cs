using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>What explains somebody's money asks the database once.</summary>
public sealed class ExplainCommissionTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("/v1/orders/o1/commission")]
    [InlineData("/v1/orders/o2/commission")]
    [InlineData("/v1/statements/{statementId}")]
    public async Task An_explanation_is_one_round_trip(string path)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        (await shop.Order("o1", "C", Day(2), 10_000, 333, 7)).Must(201);
        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("o2", "r1", Day(3), 4_321)).Must(201);
        await shop.SetClock(Day(31));
        (await shop.Settle(Day(31))).Must(201);
        var statement = (await shop.Get("/v1/partners/B/statements")).Must(200).List("data")[0];
        var id = statement.GetProperty("statementId").GetString();
        path = path.Replace("{statementId}", id, StringComparison.Ordinal);
        // The first one fills the caches of key and plans.
        (await Batches(shop, path)).ShouldBeGreaterThan(0);
        (await Batches(shop, path)).ShouldBe(1);
    }

    /// <summary>What a request sends to the database, told apart from others' by its trace.</summary>
    private static async Task<int> Batches(TestShop shop, string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        var sent = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql" && activity.TraceId == trace) sent.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        (await shop.Get(path, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"))).Must(200);
        return sent.Count;
    }
}
