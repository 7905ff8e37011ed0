using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>What an order would earn, asked before it is paid.</summary>
public sealed class SimulateCommissionTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Sequences = """
        select coalesce(sum(hashtext(schemaname || sequencename || ':' || coalesce(last_value, -1))), 0)
        from pg_sequences
        """;

    [Fact]
    public async Task It_says_what_the_order_then_earns()
    {
        var shop = await Perpetual();
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 3));
        await shop.Promote("B", 1, Day(3));
        var simulated = (await Simulate(shop, "C", Day(4), 1_005, 20)).Must(200);
        simulated.Minor("total").ShouldBe(410, "102.5 and 307.5 of 1,025: 102 and 308 by the floor");
        Earned(simulated).ShouldBe(["B 102", "A 308"]);

        (await shop.Order("1", "C", Day(4), 1_005, 20)).Paid().ShouldBe(["B 102", "A 308"]);
        var explained = (await shop.Get("/v1/orders/1/commission")).Must(200).List("lines");
        Comparable(Explanation(simulated).GetProperty("lines").EnumerateArray()).ShouldBe(Comparable(explained));
        Explanation(simulated).GetProperty("lines").EnumerateArray()
            .ShouldAllBe(line => line.GetProperty("booked").GetProperty("amount").GetInt64() == 0);
    }

    [Fact]
    public async Task Nothing_is_written_and_no_sequence_moves()
    {
        var shop = await Perpetual();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        var draft = await Draft(shop, ShopSteps.Differential("climb", 10_000, 500, 600, 700));
        var (rows, sequences) = (await Snapshot.Of(api), await api.Count(Sequences));
        (await Simulate(shop, "C", Day(2), 1_005)).Must(200);
        (await Simulate(shop, "somebody new", Day(20), 1_005)).Must(200);
        (await Simulate(shop, "C", null, 1_005)).Must(200);
        (await Simulate(shop, "C", Day(2), draft, 1_005)).Must(200);
        (await shop.Post("/v1/commissions/simulations", new { customerId = "C", lines = Array.Empty<object>() }))
            .Must(422);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Simulate(shop, "C", Day(2), 1_005))))
            .ShouldAllBe(answer => answer.Status == 200);
        (await Snapshot.Of(api)).ShouldBe(rows);
        (await api.Count(Sequences)).ShouldBe(sequences);
    }

    [Fact]
    public async Task A_draft_is_tried_out_before_anybody_publishes_it()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        Earned((await Simulate(shop, "C", Day(2), 10_000)).Must(200)).ShouldBe(["B 1000", "A 500"]);
        var draft = await Draft(shop, ShopSteps.Level("more", (1, "T1", 2_000), (1, "T2", 2_000)));
        var tried = (await Simulate(shop, "C", Day(2), draft, 10_000)).Must(200);
        Earned(tried).ShouldBe(["B 2000"]);
        Explanation(tried).GetProperty("planId").GetString().ShouldBe(draft);
        var lines = Explanation(tried).GetProperty("lines").EnumerateArray().ToList();
        lines[1].GetProperty("reason").GetString().ShouldBe("noRate");
        (await shop.Order("1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 500"], "a draft pays nobody");
    }

    [Fact]
    public async Task Nobody_stands_above_a_stranger_and_without_a_plan_nobody_earns()
    {
        var shop = await api.NewShop();
        var before = (await Simulate(shop, "new", Day(2), 100)).Must(200);
        before.Minor("total").ShouldBe(0);
        Explanation(before).TryGetProperty("planId", out _).ShouldBeFalse();
        await shop.WithSpendPlan();
        var stranger = (await Simulate(shop, "new", Day(2), 100)).Must(200);
        stranger.List("earnings").ShouldBeEmpty();
        Explanation(stranger).GetProperty("lines")[0].GetProperty("reason").GetString().ShouldBe("noReferrer");
        Explanation(stranger).GetProperty("value").GetProperty("amount").GetInt64().ShouldBe(100);
        (await shop.Get("/v1/customers/new")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Tiers_and_chain_are_those_of_the_time_asked_for()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(2), ("C", 0), ("B", 1));
        (await shop.Order("climb", "B", Day(5), 20_000)).Promoted().ShouldBe(["B T3"]);
        Earned((await Simulate(shop, "C", Day(4), 1_000)).Must(200)).ShouldBe(["B 100"]);
        Earned((await Simulate(shop, "C", null, 1_000)).Must(200)).ShouldBe(["B 150"], "T3 by now");
        Explanation((await Simulate(shop, "C", Day(1), 1_000)).Must(200)).GetProperty("lines")[0]
            .GetProperty("reason").GetString().ShouldBe("boundLater", "C was not bound yet");
    }

    [Fact]
    public async Task What_no_order_could_be_is_refused_as_an_order_is()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(1));
        (await Simulate(shop, "", Day(1), 100)).Must(422).Pointer.ShouldBe("#/customerId");
        (await Simulate(shop, "C", Day(1), -1)).Must(422).Pointer.ShouldBe("#/lines/0/unitPrice/amount");
        (await Simulate(shop, "C", Day(2), 100)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/paidAt");
        (await Simulate(shop, "C", Day(1), "pln_7zzzzzzzzzzzz", 100)).Refused(404, "PLAN_NOT_FOUND");
        var tenders = new[] { new { kind = "card", amount = Pence(94) } };
        (await shop.Post(
            "/v1/commissions/simulations", new { customerId = "C", lines = Lines(100), tenders })).Must(422)
            .Pointer.ShouldBe("#/tenders");
    }

    private async Task<TestShop> Perpetual() =>
        await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "signer", Roles.Operator))
            .WithSpendPlan(
                ("perpetual", true),
                ("rules", new[] { ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000) }));

    private static async Task<string> Draft(TestShop shop, object rule) =>
        (await shop.Post("/v1/plans", new { content = ShopSteps.Plan(("rules", new[] { rule })) })).Must(201)
            .Text("planId");

    private static Task<Answer> Simulate(TestShop shop, string buyer, DateTimeOffset? paidAt, params long[] lines) =>
        shop.Post("/v1/commissions/simulations", new { customerId = buyer, paidAt, lines = Lines(lines) });

    private static Task<Answer> Simulate(
        TestShop shop, string buyer, DateTimeOffset? paidAt, string planId, params long[] lines) =>
        shop.Post("/v1/commissions/simulations", new { customerId = buyer, paidAt, planId, lines = Lines(lines) });

    private static object[] Lines(params long[] amounts) => [.. amounts.Select((amount, i) => new
    {
        lineId = $"{i + 1}",
        productId = $"p{i + 1}",
        quantity = 1,
        unitPrice = Pence(amount),
    })];

    private static JsonElement Explanation(Answer simulated) => simulated.Json.GetProperty("explanation");

    private static string[] Earned(Answer simulated) => [.. simulated.List("earnings").Select(one =>
        $"{one.GetProperty("customerId").GetString()} " +
        $"{one.GetProperty("amount").GetProperty("amount").GetInt64()}")];

    /// <summary>The lines without what is booked, which is nothing for an order that nobody has paid.</summary>
    private static string[] Comparable(IEnumerable<JsonElement> lines) => [.. lines.Select(line => string.Join(
        ", ", line.EnumerateObject().Where(part => part.Name is not ("accrued" or "booked"))
            .Select(part => $"{part.Name}: {part.Value}")))];
}
