using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Points;

/// <summary>Points follow the times of orders and refunds themselves, whenever these are reported.</summary>
public sealed class LatePointsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_late_earlier_order_becomes_the_first_and_both_are_corrected_with_their_reasons()
    {
        var shop = await Shop();
        (await shop.PointRules("""{"firstOrder": {"points": 100}}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("second", Day(3), 50)).ShouldBe(150);
        (await shop.Spend("C", "s1", 150)).Must(201);
        (await shop.Points("first", Day(2), 20)).ShouldBe(120);
        (await shop.Points("second", Day(3), 50)).ShouldBe(150, "the first answer, again");
        var entries = await shop.Entries("second");
        entries.Select(entry => entry.GetProperty("points").GetInt64()).ShouldBe([-100, 150]);
        entries.Select(entry => entry.GetProperty("earning").GetProperty("points").GetInt64()).ShouldBe([50, 150]);
        entries[0].GetProperty("event").GetString().ShouldBe("takenBack");
        entries[0].GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(Day(3));
        (await shop.PointsOf("C")).ShouldBe((20, 0, 0), "170 earned, 150 spent");
        await shop.Sound();
    }

    [Fact]
    public async Task A_late_order_takes_the_room_of_its_day_before_those_after_it()
    {
        var shop = await Shop();
        (await shop.PointRules("""{"maxPerDay": 500}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("noon", Day(3, 12), 400)).ShouldBe(400);
        (await shop.Points("night", Day(3, 20), 300)).ShouldBe(100);
        (await shop.Points("morning", Day(3, 8), 300)).ShouldBe(300);
        (await shop.Stands("noon")).ShouldBe(200);
        (await shop.Stands("night")).ShouldBe(0);
        (await shop.Points("before", Day(2, 23), 450)).ShouldBe(450, "another day");
        (await shop.PointsOf("C")).ShouldBe((950, 0, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task Orders_and_refunds_end_alike_in_any_order_of_arrival()
    {
        var random = new Random(7);
        Func<TestShop, Task>[] events =
        [
            shop => shop.Points("a", Day(2, 9), 120),
            shop => shop.Points("b", Day(2, 10), 90),
            async shop => (await shop.RefundPlain("a", "ra", Day(2, 11), 80)).Status.ShouldBeOneOf(201, 202),
            shop => shop.Points("c", Day(2, 12), 200),
            shop => shop.Points("d", Day(3, 9), 310),
            async shop => (await shop.RefundPlain("d", "rd", Day(3, 10), 310)).Status.ShouldBeOneOf(201, 202),
            shop => shop.Points("e", Day(3, 11), 77),
        ];
        var ends = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            var shop = await Shop();
            await shop.MultiplyingTier("silver", 1, 100, 12_000);
            await shop.MultiplyingTier("gold", 2, 300, 17_500);
            (await shop.PointRules("""
                {"maxPerDay": 600, "maxPerOrder": 500, "firstOrder": {"multiplierBps": 15000}}
                """)).Must(200);
            await shop.SetClock(Day(10));
            foreach (var one in events) await one(shop);
            await Reviewed(shop);
            await shop.Sound();
            var stands = new List<long>();
            foreach (var order in new[] { "a", "b", "c", "d", "e" }) stands.Add(await shop.Stands(order));
            ends.Add(string.Join(' ', stands));
            random.Shuffle(events);
        }
        ends.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_claimed_guest_and_an_invitation_from_the_past_are_judged_like_orders_of_their_times()
    {
        var shop = await Shop();
        await shop.MultiplyingTier("gold", 1, 1_000_000, 20_000);
        (await shop.PointRules("""{"firstOrder": {"points": 100}, "maxPerDay": 1000}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("own", Day(4), 50)).ShouldBe(150);
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "guests",
            paidAt = Day(3),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(30) } },
        })).Must(201);
        guest.Number("points").ShouldBe(130);
        (await shop.Post($"/v1/guests/{guest.Text("guestId")}/claim", new { customerId = "C" })).Must(201);
        await Reviewed(shop);
        (await shop.PointsOf("C")).ShouldBe((180, 0, 0), "one of the two is the first");
        await shop.Sound();

        var person = await api.Operator(shop, "anna", Roles.Operator);
        (await person.Invite("i1", new { tierId = "gold", reason = "r", startsAt = Day(4) })).Must(201);
        await Reviewed(shop);
        (await shop.Stands("own")).ShouldBe(100, "paid in the tier");
        (await shop.PointsOf("C")).ShouldBe((230, 0, 0));
        await shop.Sound();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_orders_at_once_end_exactly_at_the_cap_of_the_day(bool sameInstant)
    {
        var shop = await Shop();
        (await shop.PointRules("""{"maxPerDay": 1000, "firstOrder": {"points": 10}}""")).Must(200);
        await shop.SetClock(Day(10));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            shop.Order($"o{i:00}", "C", Day(3, 8).AddMinutes(sameInstant ? 0 : i * 7 % 20), 75)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await shop.PointsOf("C")).ShouldBe((1_000, 0, 0));
        (await shop.Stands("o00")).ShouldBe(85, "the first of the day, whichever was reported first");
        var last = sameInstant ? 19 : Enumerable.Range(0, 20).MaxBy(i => i * 7 % 20);
        (await shop.Stands($"o{last:00}")).ShouldBe(0);
        await shop.Sound();
    }

    [Fact]
    public async Task A_quote_says_what_the_order_then_earns_with_multipliers_and_cap()
    {
        var shop = await Shop();
        await shop.MultiplyingTier("gold", 1, 100, 15_000);
        (await shop.PointRules("""
            {"maxPerDay": 1100, "firstOrder": {"points": 40}, "birthday": {"multiplierBps": 20000},
             "rules": [{"ruleId": "r", "multiplierBps": 12500, "products": ["p2"], "tiers": ["gold"]}]}
            """)).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Put("/v1/members/C/birthday", new { month = 12, day = 10 })).Must(200);
        foreach (var (order, points) in new[] { ("o1", 402), ("o2", 603), ("o3", 95), ("o4", 0) })
        {
            var quote = (await shop.Post("/v1/quotes", new
            {
                quoteId = order,
                customerId = "C",
                lines = new[] { (1, 100), (2, 81) }.Select(one => new
                {
                    lineId = $"{one.Item1}",
                    productId = $"p{one.Item1}",
                    quantity = 1,
                    unitPrice = Pence(one.Item2),
                }),
            })).Must(201).Json.GetProperty("earns");
            var paid = (await shop.Order(order, "C", Day(10).AddMinutes(order[1] - '9'), 100, 81)).Must(201);
            paid.Number("points").ShouldBe(points, order);
            quote.GetProperty("points").GetInt64().ShouldBe(points, order);
            quote.GetProperty("earning").GetRawText().ShouldBe(paid.Json.GetProperty("earning").GetRawText());
        }
        await shop.Sound();
    }

    /// <summary>Has points judged that wait for it; an instance that starts looks at once.</summary>
    private async Task Reviewed(TestShop shop)
    {
        if (await Waiting(shop) > 0) await api.Instance();
        for (var tries = 0; tries < 500 && await Waiting(shop) > 0; tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        (await Waiting(shop)).ShouldBe(0);
    }

    private Task<long> Waiting(TestShop shop) =>
        api.Count($"select count(*) from point_reviews where shop_id = {shop.ShopKey}");

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1, 0));
        await shop.Customers("C");
        return shop;
    }
}
