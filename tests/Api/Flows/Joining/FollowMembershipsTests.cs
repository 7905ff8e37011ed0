using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Joining;

/// <summary>Memberships follow orders, refunds, settings and the clock, and are announced once.</summary>
public sealed class FollowMembershipsTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Pending = "member.membershipPending";
    private const string Begun = "member.membershipBegun";
    private const string Ended = "member.membershipEnded";
    private const string Due = "member.ceremonyDue";

    [Fact]
    public async Task A_paid_order_that_comes_last_is_announced_and_its_refund_as_well()
    {
        await api.FollowMemberships();
        await api.FollowMemberships();
        var shop = await api.NewJoiningShop();
        (await shop.Contact(Day(19))).Must(201);
        (await shop.Order("o1", "C", Day(20), 1_000)).Must(201);
        await api.Until(shop, Pending, 1);
        (await shop.Memberships("state=pending")).ShouldBe(["C"]);
        (await shop.RefundUnits("o1", "r1", Day(20), "1", 1)).Must(201);
        await api.Followed(shop);
        (await api.Events(shop, Ended)).ShouldBe(1);
        (await shop.Memberships("state=pending")).ShouldBeEmpty();
        (await shop.Memberships("state=none")).ShouldBe(["C"]);

        (await shop.Step("a", Day(20), "D")).Must(201);
        (await shop.Step("b", Day(20), "D")).Must(201);
        (await shop.Contact(Day(19), "D")).Must(201);
        (await shop.Order("o2", "D", Day(20), 1_000)).Must(201);
        await api.Until(shop, Begun, 1);
        (await api.Events(shop, Pending)).ShouldBe(2);
        (await shop.Get("/v1/members/D/number")).Must(200).Text("number").ShouldBe("M001");
        await shop.Sound();
    }

    [Fact]
    public async Task Steps_that_are_due_are_listed_and_announced_once_by_the_shops_clock()
    {
        await api.FollowMemberships();
        await api.FollowMemberships();
        var shop = await api.NewJoiningShop();
        foreach (var customer in new[] { "C", "D" })
        {
            (await shop.Order($"o-{customer}", customer, Day(20), 1_000)).Must(201);
            (await shop.Contact(Day(20), customer)).Must(201);
        }
        (await shop.Step("a", Day(20), "D")).Must(201);
        (await DueList(shop)).ShouldBeEmpty();
        (await DueList(shop, "?withinDays=3")).ShouldBe(["C 0 0/2", "D 0 1/2"]);
        await shop.SetClock(Day(22));
        await api.Until(shop, Due, 1);
        (await DueList(shop)).ShouldBe(["C 1 0/2"]);
        await shop.SetClock(Day(25));
        await api.Until(shop, Due, 3);
        await api.Followed(shop);
        (await api.Events(shop, Due)).ShouldBe(3);
        (await api.Count($$"""
            select count(*) from outbox where shop_id = {{shop.ShopKey}} and type = '{{Due}}'
                and payload = '{"customerId": "C", "dueAt": "2010-12-21T08:00:00Z", "steps": ["a", "b"]}'
            """)).ShouldBe(1);
        var page = (await shop.Get("/v1/due-ceremonies?limit=1")).Must(200);
        page.List("data")[0].GetProperty("customerId").GetString().ShouldBe("C");
        (await DueList(shop, $"?cursor={page.Text("nextCursor")}")).ShouldBe(["D 2 1/2"]);
        (await shop.Get("/v1/due-ceremonies?withinDays=-1")).Refused(422, "VALIDATION_FAILED");
        (await shop.Get("/v1/due-ceremonies?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/due-ceremonies?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
    }

    [Fact]
    public async Task A_rule_that_counts_from_the_past_finds_the_orders_before_it()
    {
        await api.FollowMemberships();
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.SetClock(Day(9));
        foreach (var i in Enumerable.Range(1, 8)) (await shop.Order($"o{i}", $"c{i}", Day(i), 1_000)).Must(201);
        (await shop.Contact(Day(1), "c1")).Must(201);
        var entry = new { trade = "onlineShop", requiresContact = false };
        (await shop.Put("/v1/joining-settings", new { entry })).Must(200);
        (await shop.Order("o9", "c9", Day(9), 1_000)).Must(201);
        await api.Until(shop, Pending, 1);
        (await shop.Joined("c8")).ShouldBe("none nothing");
        (await shop.Put("/v1/joining-settings", new
        {
            entry = new { entry.trade, entry.requiresContact, countsFrom = Day(5) },
        })).Must(200);
        await api.Until(shop, Pending, 5);
        (await shop.Memberships("")).ShouldBe(["c5", "c6", "c7", "c8", "c9"]);
        await shop.Sound();
    }

    [Fact]
    public async Task Lists_page_by_age_and_refuse_what_they_do_not_know()
    {
        var shop = await api.NewJoiningShop();
        foreach (var (customer, day) in new[] { ("C", 9), ("D", 3), ("E", 9), ("F", 12) })
        {
            (await shop.Order($"o-{customer}", customer, Day(1), 1_000)).Must(201);
            (await shop.Contact(Day(day), customer)).Must(201);
        }
        var page = (await shop.Get("/v1/memberships?limit=2")).Must(200);
        page.List("data").Select(one => $"{one.GetProperty("customerId")} {one.GetProperty("ageDays")}")
            .ShouldBe(["D 17", "C 11"]);
        var item = page.List("data")[0];
        (item.GetProperty("stepsDone").GetInt32(), item.GetProperty("stepsRequired").GetInt32()).ShouldBe((0, 2));
        item.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(Day(4));
        (await shop.Memberships($"limit=2&cursor={page.Text("nextCursor")}")).ShouldBe(["E", "F"]);
        (await shop.Get("/v1/memberships?state=asleep")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/memberships?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/memberships?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
    }

    [Fact]
    public async Task The_report_has_the_begun_of_the_pending_their_times_and_the_age_of_the_open_ones()
    {
        var shop = await api.NewJoiningShop();
        foreach (var (customer, contact, done) in new[]
        {
            ("A", 2, 4), ("B", 2, 8), ("C", 3, 0), ("D", 4, 18), ("E", 17, 18), ("F", 18, 0),
        })
        {
            (await shop.OpenOrder($"o-{customer}", customer, Day(1), 1_000)).Must(201);
            (await shop.Contact(Day(contact), customer)).Must(201);
            foreach (var step in done == 0 ? [] : new[] { "a", "b" })
                (await shop.Step(step, Day(done), customer)).Must(201);
        }
        (await shop.OpenOrder("o-G", "G", Day(1), 1_000)).Must(201);
        (await shop.Contact(Day(5), "G")).Must(201);
        (await shop.RefundPlain("o-G", "r", Day(6), 1_000)).Must(201);
        (await shop.Contact(Day(19), "G", "look")).Must(201);

        var report = (await shop.Get("/v1/reports/joining?stepDays=7")).Must(200).Json;
        var rate = report.GetProperty("rate");
        (rate.GetProperty("denominator").GetInt64(), rate.GetProperty("numerator").GetInt64()).ShouldBe((5, 2));
        (rate.GetProperty("open").GetInt64(), rate.GetProperty("openNumerator").GetInt64()).ShouldBe((2, 1));
        rate.GetProperty("rateBps").GetInt64().ShouldBe(4_000);
        report.GetProperty("times").GetProperty("completed").GetInt64().ShouldBe(4);
        report.GetProperty("times").GetProperty("medianDays").GetDecimal().ShouldBe(2m);
        report.GetProperty("ended").GetInt64().ShouldBe(1);
        report.GetProperty("openCases").GetInt64().ShouldBe(2);
        report.GetProperty("openByAge").EnumerateArray().Select(age => age.GetProperty("cases").GetInt64())
            .ShouldBe([1, 0, 1, 0]);
        (await shop.Get("/v1/reports/joining?stepDays=0")).Refused(422, "VALIDATION_FAILED");
    }

    private static async Task<string[]> DueList(TestShop shop, string query = "") =>
    [
        .. (await shop.Get($"/v1/due-ceremonies{query}")).Must(200).List("data").Select(one =>
            $"{one.GetProperty("customerId")} {one.GetProperty("overdueDays")} "
                + $"{one.GetProperty("stepsDone")}/{one.GetProperty("stepsRequired")}"),
    ];
}
