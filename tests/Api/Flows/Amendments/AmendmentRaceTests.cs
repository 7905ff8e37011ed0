using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.AmendmentSteps;

namespace SocialCommerce.ApiTests.Flows.Amendments;

/// <summary>Amendments beside each other, beside refunds and beside their order, in any order.</summary>
public sealed class AmendmentRaceTests(TestApi api, ITestOutputHelper output) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Fifty_amendments_and_refunds_at_once_end_as_one_after_the_other()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        (await shop.Order("o1", "C", Day(2), 10_000, 5_000)).Must(201);
        (await shop.Amend("o1", "units", Day(3), Line("1", 30, 1_000))).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? shop : other) switch
        {
            var at when i % 5 < 2 => at.RefundUnits("o1", $"r{i}", Day(4), "1", 1),
            var at when i % 5 == 2 => at.Amend("o1", $"a{i}", Day(4).AddMinutes(i), Line("2", 1, 1_000 + i)),
            var at when i % 5 == 3 => at.Amend("o1", $"a{i}", Day(4).AddMinutes(i), Line($"n{i}", 1, 100, "p9")),
            var at => at.Amend("o1", $"a{i - (i % 10)}b", Day(4), Line("1", 30, 1_001)),
        }));
        answers.ShouldAllBe(answer => answer.Status == 201);
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        order.Minor("due").ShouldBe((30 * 1_001) + 1_047 + (10 * 100));
        order.Minor("refundedGoods").ShouldBe(20 * 1_001);
        (await shop.Net("B")).ShouldBe(1_206, "a tenth of 10,010, 1,047 and 1,000");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task An_order_and_its_amendment_at_once_find_each_other()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < 12; i++)
        {
            var answers = await Task.WhenAll(
                shop.Order($"o{i}", "C", Day(3), 1_000), other.Amend($"o{i}", $"a{i}", Day(4), Line("2", 1, 500)),
                shop.Amend($"o{i}", $"a{i}", Day(4), Line("2", 1, 500)));
            answers[0].Must(201);
            foreach (var answer in answers.Skip(1)) answer.Status.ShouldBeOneOf(201, 202);
        }
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(12 * 150);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task An_amendment_of_an_unknown_order_waits_and_is_decided_about_as_any_event()
    {
        var shop = await Shop();
        var support = await api.Operator(shop, "sue", Roles.Support);
        var waits = (await shop.Amend("o1", "a1", Day(3), Line("2", 1, 500))).Must(202);
        (waits.Text("kind"), waits.Text("reason"), waits.Text("referenceId")).ShouldBe(
            ("amendment", "orderUnknown", "a1"));
        (await shop.Amend("o1", "a1", Day(3), Line("2", 1, 500))).Must(202).Body.ShouldBe(waits.Body);
        (await shop.Amend("o1", "a1", Day(3), Line("2", 2, 500))).Refused(409, "AMENDMENT_CONFLICT");
        (await shop.Waiting("?kind=amendment"))[0].GetProperty("reported").GetProperty("amendedLines")[0]
            .GetProperty("lineId").GetString().ShouldBe("2");
        (await shop.Amend("o1", "a2", Day(3), Line("1", 1, 500, "other"))).Must(202);
        (await shop.RefundLine("o1", "r1", Day(4), "2", 500)).Must(202);
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Net("B")).ShouldBe(1_000, "the line was added and refunded");
        (await shop.WaitingFor()).ShouldBe(["amendment a2 lineProductChanged"]);
        (await shop.Amend("o1", "a1", Day(3), Line("2", 1, 500))).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        await Refuse(await support.Resolve(await shop.EventOf("amendment", "o1"), "book", "o1", 5));
        (await support.Resolve(await shop.EventOf("amendment", "o1"), "dismiss")).Must(200);
        (await shop.Amend("o3", "a3", Day(3), Line("2", 1, 500))).Must(202);
        (await support.Resolve(await shop.EventOf("amendment", "o3"), "attach", "o2")).Must(200);
        (await shop.Net("B")).ShouldBe(2_050);
        (await shop.Amend("o3", "a3", Day(3), Line("2", 1, 500))).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

        static Task Refuse(Answer answer)
        {
            answer.Refused(422, "BOOKING_NOT_POSSIBLE");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_refund_that_waited_for_room_takes_effect_with_the_amendment_that_makes_it()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "huge", Day(3), 12_000)).Must(202);
        (await shop.RefundLine("o1", "added", Day(3), "2", 500)).Must(202);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(["refund huge exceedsPaid", "refund added lineUnknown"]);
        (await shop.Amend("o1", "a1", Day(4), Line("1", 1, 12_000), Line("2", 1, 500))).Must(201);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Whatever_order_it_is_reported_in_an_amended_order_ends_the_same()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var shop = await Shop();
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 2,
            privileges = Array.Empty<object>(),
            memberProducts = new[] { "card" },
            validityDays = 3650,
        })).Must(200);
        await shop.SetClock(Day(12));
        for (var i = 0; i < 25; i++)
        {
            var (first, late) = ($"first-{i}", $"later-{i}");
            var history = History(random, i);
            var ends = new List<string>();
            foreach (var (id, reports) in new[] { (first, history), (late, Shuffled(history, random)) })
            {
                foreach (var report in reports) (await report(shop, id)).Status.ShouldBeOneOf(201, 202);
                var state = string.Join('\n', await Snapshot(shop, id));
                ends.Add(state.Replace(id, "", StringComparison.Ordinal));
            }
            ends[1].ShouldBe(ends[0], $"seed {seed}, case {i}");
        }
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    private static List<Func<TestShop, string, Task<Answer>>> Shuffled(
        List<Func<TestShop, string, Task<Answer>>> history, Random random) =>
        [.. history.Concat(history.Skip(1).Take(2)).OrderBy(_ => random.Next())];

    /// <summary>An order of a buyer of its own, amendments of it and refunds that fit them all.</summary>
    private static List<Func<TestShop, string, Task<Answer>>> History(Random random, int n)
    {
        List<Func<TestShop, string, Task<Answer>>> all =
        [
            (shop, id) => shop.Order(id, $"C{id}", Day(2), 600, 400, 300),
        ];
        for (var i = 0; i < 4; i++)
        {
            var (name, at) = ($"{n}-{i}", Day(3 + random.Next(3)).AddHours(i));
            var lines = Enumerable.Range(0, 1 + random.Next(2)).Select(k => (k + random.Next(2)) switch
            {
                0 => Line("1", 1 + random.Next(3), 500 + random.Next(300)),
                1 => Line($"x{random.Next(2)}-{k}", random.Next(3), 333, "card"),
                _ => Line($"y{random.Next(3)}", random.Next(2), 333, "p1"),
            }).ToArray();
            all.Add((shop, id) => shop.Amend(id, $"{id}-{name}", at, lines));
        }
        all.Add((shop, id) => shop.RefundPlain(id, $"{id}-plain", Day(8), 101));
        all.Add((shop, id) => shop.RefundUnits(id, $"{id}-unit", Day(6), "2", 1));
        return all;
    }

    private static async Task<string[]> Snapshot(TestShop shop, string id)
    {
        var order = (await shop.Get($"/v1/orders/{id}")).Must(200);
        var member = (await shop.Get($"/v1/members/C{id}/privileges")).Must(200);
        return
        [
            .. order.List("lines").Select(line =>
                $"{line.GetProperty("lineId").GetString()} {line.GetProperty("quantity").GetDecimal()} "
                + $"{line.GetProperty("due").GetProperty("amount").GetInt64()} "
                + $"{line.GetProperty("value").GetProperty("amount").GetInt64()}").Order(StringComparer.Ordinal),
            $"{order.Minor("due")} {order.Minor("value")} {order.Minor("left")} {order.Minor("refundedGoods")}",
            .. await shop.Explained(id),
            $"{(await shop.Get($"/v1/members/C{id}")).Must(200).Number("points")}",
            member.Json.TryGetProperty("tier", out var tier) ? tier.GetRawText() : "no tier",
        ];
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
