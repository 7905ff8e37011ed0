using Shouldly;
using SocialCommerce.ApiTests.Ladder.Reports;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Worklists;

/// <summary>With whom a person of the shop has something to do, and when it is over.</summary>
public sealed class ListWorklistTasksTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Who_is_near_a_tier_is_listed_until_the_tier_is_reached()
    {
        var shop = await Tiered();
        await Buy(shop, "o1", "A", Day(1), 7_999);
        await Buy(shop, "o2", "B", Day(1), 8_000);
        await Buy(shop, "o3", "C", Day(1), 10_000);
        await Buy(shop, "o4", "D", Day(1), 41_000);
        (await Tasks(shop, "nearTier")).ShouldBe(["B silver", "D gold"]);
        var gold = (await List(shop, "nearTier"))[1];
        (gold.Text("tierId"), gold.GetProperty("growthMissing").GetInt64()).ShouldBe(("silver", 90));
        (await Tasks(shop, "nearTier", "nearBps=7900")).Length.ShouldBe(3);
        await Buy(shop, "o5", "B", Day(2), 2_000);
        (await Tasks(shop, "nearTier")).ShouldBe(["D gold"]);
    }

    [Fact]
    public async Task A_tier_that_ends_soon_and_is_not_kept_is_listed_by_its_end()
    {
        var shop = await Tiered();
        await Buy(shop, "o1", "A", Day(1), 50_000);
        await Buy(shop, "o2", "B", Day(1), 50_000);
        await Buy(shop, "o3", "B", Day(2), 20_000);
        await shop.SetClock(Day(60));
        (await Tasks(shop, "tierEnding")).ShouldBeEmpty();
        (await Tasks(shop, "tierEnding", "withinDays=42")).Length.ShouldBe(1);
        await shop.SetClock(Day(80));
        var task = (await List(shop, "tierEnding")).Single();
        task.Text("customerId").ShouldBe("A");
        task.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(Day(101));
        (task.Text("tierId"), task.Text("nextTierId")).ShouldBe(("gold", "silver"));
        task.Text("occasion").ShouldBe(task.GetProperty("dueAt").GetString());
        await Buy(shop, "o4", "A", Day(80), 20_000);
        (await Tasks(shop, "tierEnding")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bought_and_invited_tiers_are_listed_by_their_ends_as_well()
    {
        var shop = await api.NewMemberShop(Day(3));
        await shop.Card("o1", Day(1));
        var li = await api.Operator(shop, "li", Roles.Operator);
        (await shop.Post("/v1/customers", new { customerId = "D" })).Must(201);
        (await li.Invite("i1", new { tierId = "gold", reason = "r", startsAt = Day(2), endsAt = Day(20) }, "D"))
            .Must(201);
        (await Tasks(shop, "tierEnding")).ShouldBe([$"D {Text(Day(20))}"]);
        await shop.SetClock(Day(340));
        (await Tasks(shop, "tierEnding")).ShouldBe([$"C {Text(Day(366))}"]);
    }

    [Fact]
    public async Task Points_that_expire_are_listed_with_the_first_expiry()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.PointTerms(new { validityDays = 50 });
        await shop.SetClock(Day(11));
        await shop.Earn("A", "o1", Day(1), 100);
        await shop.Earn("A", "o2", Day(10), 30);
        await shop.Earn("B", "o3", Day(11), 70);
        await shop.SetClock(Day(30));
        var first = (await List(shop, "pointsExpiring")).ShouldHaveSingleItem();
        (first.Text("customerId"), first.GetProperty("points").GetInt64()).ShouldBe(("A", 130));
        first.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(Day(51));
        (await shop.Spend("A", "s1", 100)).Must(201);
        (await List(shop, "pointsExpiring")).Single().GetProperty("points").GetInt64().ShouldBe(30);
        await shop.SetClock(Day(40));
        (await Tasks(shop, "pointsExpiring")).Length.ShouldBe(2);
        await shop.SetClock(Day(70));
        (await Tasks(shop, "pointsExpiring")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sleeping_customers_are_listed_until_they_are_lost_or_buy()
    {
        var shop = await api.NewShop();
        await Buy(shop, "o1", "A", Day(1), 100);
        await Buy(shop, "o2", "B", Day(2), 100);
        await shop.SetClock(Day(61));
        (await Tasks(shop, "sleeping")).ShouldBe([$"A {Text(Day(1))}"]);
        await shop.SetClock(Day(62));
        (await Tasks(shop, "sleeping")).ShouldBe([$"A {Text(Day(1))}", $"B {Text(Day(2))}"]);
        await Buy(shop, "o3", "B", Day(63), 100);
        (await Tasks(shop, "sleeping")).ShouldBe([$"A {Text(Day(1))}"]);
        await shop.SetClock(Day(121));
        (await Tasks(shop, "sleeping")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_ready_to_step_up_is_listed_as_the_report_counts()
    {
        var shop = await api.NewShop();
        foreach (var (product, rung) in new[] { ("sample", "traffic"), ("mask", "low") })
            (await shop.Put($"/v1/products/{product}", new { name = product, rung })).Must(200);
        foreach (var (order, customer, product) in new[] { ("1", "A", "sample"), ("2", "B", "mask"), ("3", "C", "x") })
            (await shop.Post("/v1/orders", new
            {
                orderId = order,
                customerId = customer,
                paidAt = Day(1),
                lines = new[] { new { lineId = "1", productId = product, quantity = 1, unitPrice = Pence(900) } },
            })).Must(201);
        var tasks = await List(shop, "stepUp");
        tasks.Select(one => $"{one.Text("customerId")} {one.Text("rung")} > {one.Text("nextRung")}").ShouldBe(
            ["A traffic > low", "C - > traffic"]);
        (await shop.Get("/v1/reports/rungs")).Must(200).List("rungs")
            .Sum(rung => rung.GetProperty("readyToStepUp").GetInt64()).ShouldBe(tasks.Length);
    }

    [Fact]
    public async Task Applications_wait_until_they_are_decided()
    {
        var shop = await api.NewShop("manual", now: Day(2));
        var li = await api.Operator(shop, "li", Roles.Operator);
        (await shop.Post("/v1/customers", new { customerId = "ann" })).Must(201);
        var made = (await shop.Post("/v1/partner-applications", new { customerId = "ann" })).Must(201);
        var task = (await List(shop, "partnerApplication")).ShouldHaveSingleItem();
        task.Text("occasion").ShouldBe(made.Text("applicationId"));
        (await li.Post($"/v1/partner-applications/{made.Text("applicationId")}/decision",
            new { approve = false, reason = "r" })).Must(200);
        (await Tasks(shop, "partnerApplication")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_lose_and_repeat_no_customer()
    {
        var shop = await Tiered();
        foreach (var i in Enumerable.Range(0, 7)) await Buy(shop, $"o{i}", $"c{i}", Day(1), 9_000);
        var seen = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"/v1/worklists/nearTier/tasks?limit=3&cursor={cursor}")).Must(200);
            seen.AddRange(page.List("data").Select(one => one.Text("customerId")));
            cursor = page.Text("nextCursor");
        }
        seen.ShouldBe(["c0", "c1", "c2", "c3", "c4", "c5", "c6"]);
    }

    [Theory]
    [InlineData("later/tasks", 404, "WORKLIST_NOT_FOUND")]
    [InlineData("nearTier/tasks?withinDays=0", 422, "VALIDATION_FAILED")]
    [InlineData("nearTier/tasks?nearBps=10000", 422, "VALIDATION_FAILED")]
    [InlineData("nearTier/tasks?limit=0", 422, "LIMIT_OUT_OF_RANGE")]
    public async Task A_list_that_does_not_exist_and_bounds_without_sense_are_refused(
        string path, int status, string code) =>
        (await (await api.NewShop()).Get("/v1/worklists/" + path)).Refused(status, code);

    private static async Task<System.Text.Json.JsonElement[]> List(TestShop shop, string list, string more = "") =>
        (await shop.Get($"/v1/worklists/{list}/tasks?{more}")).Must(200).List("data");

    private static async Task<string[]> Tasks(TestShop shop, string list, string more = "") =>
    [
        .. (await List(shop, list, more)).Select(one => $"{one.Text("customerId")} {one.Text("occasion")}"),
    ];

    private async Task<TestShop> Tiered()
    {
        var shop = await api.NewShop("manual", now: Day(0));
        foreach (var (tierId, rank, growthFrom) in new[] { ("silver", 1, 100), ("gold", 2, 500) })
            (await shop.Put($"/v1/member-tiers/{tierId}", new
            {
                name = tierId,
                rank,
                growthFrom,
                validityDays = 100,
                keepGrowth = 200,
                maxDrop = 1,
                privileges = MemberSteps.No,
            })).Must(200);
        await shop.SetClock(Day(3));
        return shop;
    }

    private static async Task Buy(TestShop shop, string orderId, string customer, DateTimeOffset at, long amount) =>
        (await shop.Order(orderId, customer, at, amount)).Must(201);

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
