using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>
/// A history that is reported in any order, with any delay, some of it twice, by two callers at once, ends in the same
/// membership, growth, points and journey. The seed is in the message of a failure.
/// </summary>
public sealed class EventOrderTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Permutations = 3;

    private static readonly DateTimeOffset End = Day(1).AddDays(700);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Any_order_of_hearing_ends_in_the_same(int seed)
    {
        var random = new Random(seed);
        var events = Events(random);
        var due = await Tell(events, 1);
        for (var i = 0; i < Permutations; i++)
        {
            var heard = events.SelectMany(one => Enumerable.Repeat(one, random.Next(1, 3))).ToArray();
            random.Shuffle(heard);
            (await Tell(heard, 1 + (i % 2))).ShouldBe(due, $"seed {seed}, permutation {i}");
        }
    }

    private async Task<string> Tell(IReadOnlyList<(string Path, object Body)> events, int callers)
    {
        var shop = await api.NewShop("manual", now: Day(1).AddDays(-1));
        (await shop.Put("/v1/products/p2", new { name = "n", rung = "low" })).Must(200);
        await Tier(shop, "silver", 1, growthFrom: 60);
        await Tier(shop, "gold", 2, growthFrom: 200, days: 45);
        await Tier(shop, "black", 3, days: 30, products: "p1");
        await shop.SetClock(End);
        foreach (var some in events.Chunk(callers))
            foreach (var answer in await Task.WhenAll(some.Select(one => shop.Post(one.Path, one.Body))))
                answer.Status.ShouldBeInRange(200, 202, answer.Body);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        var member = (await shop.Get("/v1/members/C")).Must(200).Body;
        return member + (await shop.Get("/v1/customers/C/journey")).Must(200).Body;
    }

    private static List<(string, object)> Events(Random random)
    {
        var events = new List<(string, object)>();
        for (var i = 0; i < 6; i++)
        {
            var paidAt = Day(1).AddDays(random.Next(0, 120));
            long[] amounts = [random.Next(0, 5_000), random.Next(0, 5_000)];
            events.Add(("/v1/orders", OrderOf($"o{i}", "C", paidAt, amounts)));
            for (var r = 0; r < random.Next(0, 3); r++)
                events.Add(($"/v1/orders/o{i}/refunds", Refund($"r{i}-{r}", paidAt, r, amounts, random)));
        }
        return events;
    }

    private static object Refund(
        string refundId, DateTimeOffset paidAt, int number, long[] amounts, Random random) => new
        {
            refundId,
            refundedAt = paidAt.AddDays(random.Next(0, 90)),
            lines = number == 0
            ? new object[] { new { lineId = "1", quantity = 1 } }
            : [new { lineId = "2", quantity = 1, amount = Pence(amounts[1] - random.Next(0, 2)) }],
        };

    private static async Task Tier(
        TestShop shop, string tierId, int rank, long? growthFrom = null, int? days = null, string? products = null) =>
        (await shop.Put($"/v1/member-tiers/{tierId}", new
        {
            name = tierId,
            rank,
            growthFrom,
            validityDays = days,
            memberProducts = products is null ? null : new[] { products },
            privileges = Array.Empty<object>(),
        })).Must(200);
}
