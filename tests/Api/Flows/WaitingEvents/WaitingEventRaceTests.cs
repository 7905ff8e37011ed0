using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.WaitingEvents;

/// <summary>Events that wait have one effect, whatever comes at once and in whatever order it is reported.</summary>
public sealed class WaitingEventRaceTests(TestApi api, ITestOutputHelper output) : IClassFixture<TestApi>
{
    public static readonly TheoryData<string> Kinds = ["shipment", "completion", "afterSale", "refund", "chargeback"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_event_twenty_times_at_once_waits_once(string kind)
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Report(i % 2 == 0 ? shop : other, kind, "o1")));
        answers.Select(answer => answer.Must(202).Body).Distinct().ShouldHaveSingleItem();
        (await shop.Waiting()).ShouldHaveSingleItem();
        (await api.Announced(shop)).ShouldHaveSingleItem();
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_order_and_its_event_at_once_find_each_other(string kind)
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < 12; i++)
        {
            var answers = await Task.WhenAll(
                shop.OpenOrder($"o{i}", "C", Day(3), 1_000), Report(other, kind, $"o{i}"), Report(shop, kind, $"o{i}"));
            answers[0].Must(201);
            foreach (var answer in answers.Skip(1)) answer.Status.ShouldBeOneOf(200, 201, 202);
        }
        (await shop.Waiting()).ShouldBeEmpty();
        var net = (await shop.Partner("B")).Minor(kind == "chargeback" ? "held" : "net");
        net.ShouldBe(kind == "refund" ? 12 * 60 : 12 * 100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_order_it_is_reported_in_an_order_ends_as_if_it_had_come_in_true_order()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var shop = await Shop();
        (await shop.OpenOrder("known", "C", Day(2), 1, 1)).Must(201);
        await shop.SetClock(Day(12));
        for (var i = 0; i < 25; i++)
        {
            var (first, late) = ($"first-{i}", $"later-{i}");
            var history = History(random);
            (await shop.OpenOrder(first, "C", Day(2), 600, 400)).Must(201);
            foreach (var one in history) await one(shop, first);
            var shuffled = history.Concat(history.Take(3)).OrderBy(_ => random.Next()).ToList();
            foreach (var one in shuffled) (await one(shop, late)).Status.ShouldBe(202);
            (await shop.OpenOrder(late, "C", Day(2), 600, 400)).Must(201);
            (await State(shop, late)).ShouldBe(
                (await State(shop, first)).Replace(first, late, StringComparison.Ordinal), $"seed {seed}, case {i}");
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>Some of what can happen to an order of two lines between its third and its eleventh day.</summary>
    private static List<Func<TestShop, string, Task<Answer>>> History(Random random)
    {
        var whole = random.Next(2) == 0;
        (int Day, int Rank, Func<TestShop, string, Task<Answer>> Report)[] all =
        [
            At(0, day => (shop, id) => shop.Ship(id, day, "1")), At(0, day => (shop, id) => shop.Ship(id, day)),
            At(1, day => (shop, id) => shop.Complete(id, day, "2")),
            At(1, day => (shop, id) => whole ? shop.Complete(id, day) : shop.Complete(id, day, "1")),
            At(2, day => (shop, id) => shop.OpenCase(id, "c1", day)),
            At(3, day => (shop, id) => shop.CloseCase(id, "c1", day)),
            At(4, day => (shop, id) => shop.RefundPlain(id, $"{id}-r1", day, 250)),
            At(4, day => (shop, id) => shop.RefundUnits(id, $"{id}-r2", day, "1", 1)),
            At(4, day => (shop, id) => shop.RefundLine(id, $"{id}-r3", day, "2", 100)),
            At(5, day => (shop, id) => shop.OpenChargeback(id, $"{id}-cb", day)),
            At(6, day => (shop, id) => shop.DecideChargeback(id, $"{id}-cb", whole ? "won" : "lost", day)),
        ];
        // Two of one kind and one moment would take effect as they were reported.
        return [.. all.OrderBy(_ => random.Next()).Take(7).DistinctBy(one => (one.Day, one.Rank))
            .OrderBy(one => one.Day).ThenBy(one => one.Rank).Select(one => one.Report)];

        (int, int, Func<TestShop, string, Task<Answer>>) At(
            int rank, Func<DateTimeOffset, Func<TestShop, string, Task<Answer>>> report)
        {
            var day = random.Next(3, 12);
            return (day, rank, report(Day(day)));
        }
    }

    /// <summary>The order, its lines' times, cases, refunds and commission, as far as they may not differ.</summary>
    private static async Task<string> State(TestShop shop, string orderId)
    {
        var parts = new List<string>();
        foreach (var path in new[] { "", "/after-sales", "/refunds", "/commission" })
            parts.Add((await shop.Get($"/v1/orders/{orderId}{path}")).Must(200).Body);
        return string.Join("\n", parts);
    }

    private static Task<Answer> Report(TestShop shop, string kind, string orderId) => kind switch
    {
        "shipment" => shop.Ship(orderId, Day(3)),
        "completion" => shop.Complete(orderId, Day(3)),
        "afterSale" => shop.OpenCase(orderId, "c1", Day(3)),
        "refund" => shop.RefundPlain(orderId, $"r-{orderId}", Day(3), 400),
        _ => shop.OpenChargeback(orderId, $"cb-{orderId}", Day(3)),
    };

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
