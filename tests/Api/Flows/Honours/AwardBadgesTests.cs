using Shouldly;
using SocialCommerce.Flows.Honours;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Honours;

/// <summary>Badges are awarded once by their rules, by the events' own times, on two instances.</summary>
public sealed class AwardBadgesTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_order_that_reaches_the_sum_by_its_own_time_earns_the_badge_in_whatever_order_they_come()
    {
        var shop = await Shop();
        (await shop.Badge("b", Rule("spend", 1_000), validityDays: 30)).Must(200);
        await Buy(shop, "o3", "A", 9, 600);
        await Buy(shop, "o1", "A", 2, 300);
        await Buy(shop, "x", "B", 3, 999);
        await Buy(shop, "o2", "A", 5, 700);
        await shop.UntilAwarded("b", "A");
        var award = (await shop.Get("/v1/customers/A/honours")).Must(200).List("badges").Single();
        award.GetProperty("reachedAt").GetDateTimeOffset().ShouldBe(Day(5));
        award.GetProperty("awardedAt").GetDateTimeOffset().ShouldBe(Day(10));
        award.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(Day(40), "the badge has its rule since the tenth");
        award.GetProperty("awardId").GetString()!.ShouldStartWith("awd_");
        award.GetProperty("within").GetString().ShouldBe("ever");
    }

    [Fact]
    public async Task A_rule_within_a_month_is_earned_once_in_each_month_by_the_times_of_payment()
    {
        var shop = await Shop();
        (await shop.Order("old", "A", Day(-3), 5_000)).Must(201);
        (await shop.Badge("b", Rule("orders", 2, "month"))).Must(200);
        await Buy(shop, "o1", "A", 2, 1);
        await Buy(shop, "o2", "A", 3, 1);
        await shop.UntilAwarded("b", "A 2010-12-01");
        await shop.SetClock(Day(40));
        await Buy(shop, "o3", "A", 4, 1);
        await Buy(shop, "n1", "A", 33, 1);
        await Buy(shop, "l1", "B", 30, 1);
        await Buy(shop, "n2", "A", 34, 1);
        await Buy(shop, "l2", "B", 31, 1);
        await shop.UntilAwarded("b", "A 2010-12-01", "A 2011-01-01", "B 2010-12-01");
        (await api.Events(shop, "badge.awarded")).ShouldBe(3);
        (await shop.Order("old2", "A", Day(-3), 5_000)).Must(201);
        await Idle(shop);
        (await shop.AwardsOf("b")).Length.ShouldBe(3, "November had ended when the rule was set");
        await shop.Sound();
    }

    [Fact]
    public async Task A_refund_before_the_look_counts_and_an_award_stands_after_one_until_a_person_revokes_it()
    {
        var shop = await Shop();
        await Buy(shop, "a", "A", 2, 1_000);
        await Buy(shop, "b", "B", 2, 1_000);
        (await shop.RefundPlain("b", "r1", Day(10), 1)).Must(201);
        (await shop.Badge("b", Rule("spend", 1_000))).Must(200);
        await shop.UntilAwarded("b", "A");
        (await shop.RefundPlain("a", "r2", Day(10), 1_000)).Must(201);
        await shop.SetClock(Day(11));
        await Idle(shop);
        var award = (await shop.Get("/v1/customers/A/honours")).Must(200).List("badges").Single();
        var person = await api.Operator(shop, "li", Roles.Operator);
        (await person.Revoke("b", award.GetProperty("awardId").GetString()!)).Must(200);
        await Buy(shop, "again", "A", 3, 5_000);
        await shop.SetClock(Day(12));
        await Idle(shop);
        (await shop.Get("/v1/customers/A/honours")).Must(200).List("badges").ShouldBeEmpty();
        (await shop.AwardsOf("b")).ShouldBe(["A"], "it is not awarded again");
    }

    [Fact]
    public async Task Referrals_and_points_earn_badges_and_so_do_the_orders_of_a_guest_who_was_claimed()
    {
        var shop = await Shop();
        await shop.PointTerms();
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(800) } },
        })).Must(201).Text("guestId");
        (await shop.Badge("p", Rule("points", 800))).Must(200);
        (await shop.Badge("s", Rule("spend", 900))).Must(200);
        (await shop.Badge("r", Rule("referrals", 2, "quarter"))).Must(200);
        await shop.Bind("x", "B");
        await shop.Bind("y", "B");
        await Buy(shop, "o1", "A", 3, 100);
        await shop.SetClock(Day(11));
        await shop.UntilAwarded("r", "B 2010-10-01");
        (await shop.AwardsOf("p")).ShouldBeEmpty("a guest is awarded nothing");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "A" })).Must(201);
        await shop.SetClock(Day(12));
        await shop.UntilAwarded("s", "A");
        await shop.UntilAwarded("p", "A");
        var honours = (await shop.Get("/v1/customers/A/honours")).Must(200).List("badges");
        honours.Single(one => one.GetProperty("badgeId").GetString() == "p").GetProperty("reachedAt")
            .GetDateTimeOffset().ShouldBe(Day(2), "the guest's order");
        await shop.Sound();
    }

    [Fact]
    public async Task A_changed_rule_looks_at_all_customers_and_a_retired_badge_at_none()
    {
        var shop = await Shop();
        await Buy(shop, "a", "A", 2, 500);
        (await shop.Badge("b", Rule("spend", 1_000))).Must(200);
        await Idle(shop);
        (await shop.AwardsOf("b")).ShouldBeEmpty();
        (await shop.Badge("b", Rule("spend", 400))).Must(200);
        await shop.UntilAwarded("b", "A");
        (await shop.Badge("b", Rule("spend", 400), status: "retired")).Must(200);
        await Buy(shop, "b", "B", 2, 500);
        await Idle(shop);
        (await shop.AwardsOf("b")).ShouldBe(["A"]);
        (await shop.Badge("b", Rule("spend", 400))).Must(200);
        await shop.UntilAwarded("b", "A", "B");
    }

    [Fact]
    public async Task Orders_at_once_are_awarded_once_on_two_instances()
    {
        var shop = await Shop();
        (await shop.Badge("b", Rule("orders", 3))).Must(200);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => shop.Order($"o{i}", $"c{i % 8}", Day(2), 10)));
        await shop.UntilAwarded("b", [.. Enumerable.Range(0, 8).Select(i => $"c{i}")]);
        await Idle(shop);
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'badge.awarded'
                and payload ->> 'badgeId' = 'b'
            """)).ShouldBe(8);
    }

    private static object Rule(string metric, long atLeast, string within = "ever") => new { metric, atLeast, within };

    private static async Task Buy(TestShop shop, string orderId, string customerId, int day, long amount) =>
        (await shop.Order(orderId, customerId, Day(day), amount)).Must(201);

    /// <summary>A badge that comes later shows that the shop has been looked at.</summary>
    private static async Task Idle(TestShop shop)
    {
        var id = $"idle{Guid.NewGuid():N}";
        await shop.Bind(id, "idle");
        (await shop.Badge(id, Rule("referrals", 1))).Must(200);
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if ((await shop.AwardsOf(id)).Contains("idle")) break;
        (await shop.AwardsOf(id)).ShouldContain("idle");
        (await shop.Badge(id, Rule("referrals", 1), status: "retired")).Must(200);
    }

    private async Task<TestShop> Shop()
    {
        api.Settings.Add($"--{HonoursSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await api.NewShop("manual", now: Day(10));
        await shop.Customers("A", "B");
        return shop;
    }
}
