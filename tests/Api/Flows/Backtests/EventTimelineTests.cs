using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Backtests;

/// <summary>
/// Whatever has happened in a shop: re-evaluated by the shop's own tiers from before its first order on, the version in
/// force gives what was accrued, and everybody the tier that they hold.
/// </summary>
public sealed class EventTimelineTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Stories = 6;
    private const int Events = 90;
    private const int People = 9;

    [Fact]
    public async Task Retold_from_the_beginning_everything_is_what_it_was()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (paid, promoted) = (0L, 0L);
        for (var story = 0; story < Stories; story++)
        {
            var (shop, plan) = await Shop();
            var (now, orders) = await Live(shop, random);
            await shop.SetClock(now.AddHours(1));
            var report = await Retold(shop, plan, Day(1, 0), now.AddHours(1), $"seed {seed}, story {story}");
            foreach (var order in orders) await ExplainsWhatIsBooked(shop, report.Id, order, $"seed {seed} {order}");
            (await shop.FailedChecks()).ShouldBeEmpty($"seed {seed}");
            paid += report.Json.Minor("booked");
            promoted += report.Json.List("holders").Sum(one => one.GetProperty("real").GetInt64());
        }
        paid.ShouldBeGreaterThan(10_000);
        promoted.ShouldBeGreaterThan(Stories * 2);
    }

    [Fact]
    public async Task Begun_in_the_middle_it_goes_on_from_the_tiers_and_numbers_of_then()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var (shop, plan) = await Shop();
        var (now, _) = await Live(shop, new Random(seed));
        await shop.SetClock(now.AddHours(1));
        for (var from = Day(1, 0); from < now; from += (now - Day(1, 0)) / 5)
            await Retold(shop, plan, from, now.AddHours(1), $"seed {seed}, from {from}");
    }

    private static async Task<(Answer Json, string Id)> Retold(
        TestShop shop, string planId, DateTimeOffset from, DateTimeOffset to, string about)
    {
        var id = (await shop.Post(
            "/v1/commissions/backtests", new { planId, from, to, tiers = "reevaluated" })).Must(202)
            .Text("backtestId");
        var report = await shop.Backtested(id);
        foreach (var name in new[] { "rules", "tiers", "depths" })
            foreach (var part in report.List(name))
                part.GetProperty("backtested").ToString().ShouldBe(
                    part.GetProperty("booked").ToString(), $"{about}: {name} {part}");
        foreach (var name in new[] { "winners", "losers" })
            report.Json.GetProperty(name).GetProperty("count").GetInt64().ShouldBe(0, $"{about}: {report.Body}");
        foreach (var tier in report.List("holders"))
            tier.GetProperty("backtested").GetInt64().ShouldBe(tier.GetProperty("real").GetInt64(), $"{about}: {tier}");
        return (report, id);
    }

    private static async Task ExplainsWhatIsBooked(TestShop shop, string id, string orderId, string about)
    {
        var real = (await shop.Get($"/v1/orders/{orderId}/commission")).Must(200);
        var retold = (await shop.Get($"/v1/commissions/backtests/{id}/orders/{orderId}")).Must(200);
        retold.Json.GetProperty("lines").ToString().ShouldBe(real.Json.GetProperty("lines").ToString(), about);
    }

    /// <summary>Lets things happen, some of them in one instant, and some of them impossible.</summary>
    private static async Task<(DateTimeOffset Now, List<string> Orders)> Live(TestShop shop, Random random)
    {
        var (now, orders) = (Day(1), new List<string>());
        for (var i = 0; i < People; i++)
            await shop.Post("/v1/customers", new { customerId = $"p{i}" });
        for (var i = 0; i < Events; i++)
        {
            if (random.Next(3) == 0) now = now.AddMinutes(random.Next(1, 600));
            await shop.SetClock(now);
            var (person, other) = ($"p{random.Next(People)}", $"p{random.Next(People)}");
            var paidAt = now.AddMinutes(-random.Next(2) * random.Next(600));
            var answer = random.Next(20) switch
            {
                < 9 => await Order(shop, orders, person, other, paidAt, random),
                < 12 => await shop.Post("/v1/referrals", new { customerId = person, referrerId = other }),
                < 15 when orders.Count > 0 => await shop.RefundPlain(
                    orders[random.Next(orders.Count)], $"r{i}", now, random.Next(1, 6_000)),
                15 => await shop.Post($"/v1/partners/{person}/approvals", new { approvedBy = "Ann" }),
                16 => await shop.Post($"/v1/partners/{person}/trainings", new { trainingId = "exam" }),
                17 => await Decide(shop, person, "suspensions"),
                18 => await Decide(shop, person, "reactivations"),
                19 => await Decide(shop, person, "resignations"),
                _ => await shop.Get("/v1/partner-tiers"),
            };
            answer.Status.ShouldBeOneOf([200, 201, 202, 409, 422], answer.Body);
        }
        return (now, orders);
    }

    private static async Task<Answer> Order(
        TestShop shop, List<string> orders, string buyer, string referrer, DateTimeOffset paidAt, Random random)
    {
        var id = $"o{orders.Count}";
        orders.Add(id);
        // Sometimes the refund comes first, and sometimes it is too large.
        if (random.Next(8) == 0)
            (await shop.RefundPlain(id, $"early-{id}", paidAt, random.Next(1, 12_000))).Must(202);
        return (await shop.Post("/v1/orders", new
        {
            orderId = id,
            customerId = buyer,
            paidAt = paidAt < Day(1) ? Day(1) : paidAt,
            touchpoint = random.Next(3) == 0 ? $"by-{referrer}" : null,
            lines = new[] { 1, 2 }.Select(line => new
            {
                lineId = $"{line}",
                productId = $"s{line}",
                quantity = 1,
                unitPrice = Pence(random.Next(0, 9_000)),
            }).ToArray(),
        })).Must(201);
    }

    private static Task<Answer> Decide(TestShop shop, string person, string plural) =>
        shop.Post($"/v1/partners/{person}/{plural}", new { reason = "because" });

    private async Task<(TestShop Shop, string PlanId)> Shop()
    {
        var shop = await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator);
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[]
            {
                Tier(1, Any(Metric("ownNetSpend", 9_000), new { metric = "approval" })),
                Tier(2, Any(new { metric = "training", training = "exam" }, Metric("directPartners", 1, "T1"))),
                Tier(3, Any(Metric("teamNetSales", 30_000), Metric("directPartners", 2, "T2"))),
            },
        })).Must(200);
        for (var i = 0; i < People; i++)
            (await shop.Put(
                $"/v1/touchpoints/by-p{i}", new { @class = "place", name = "Poster", inviterId = $"p{i}" })).Must(200);
        var plan = await shop.Publish(ShopSteps.Plan(("rules", new[]
        {
            ShopSteps.Level("level", (1, "T1", 500), (1, "T2", 700), (1, "T3", 900), (2, "T2", 100), (2, "T3", 300)),
            ShopSteps.Differential("climb", 10_000, 500, 1_000, 2_000),
        })));
        return (shop, plan);
    }

    private static object Tier(int rank, object conditions) =>
        new { tierId = $"T{rank}", name = $"Tier {rank}", conditions };

    private static object Any(params object[] any) => new { any };

    private static object Metric(string metric, long atLeast, string? tier = null) => new { metric, atLeast, tier };
}
