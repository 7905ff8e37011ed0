using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Points;

/// <summary>Rules of points over HTTP: tiers, campaigns, the first order, birthdays and caps.</summary>
public sealed class PointRulesTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_tier_before_the_order_multiplies_and_gives_a_rate_of_its_own()
    {
        var shop = await Shop();
        await shop.MultiplyingTier("gold", 1, 100, 15_000);
        (await shop.PointRules("""
            {"rules": [{"ruleId": "r", "pointsPerUnitBps": 20000, "tiers": ["gold"], "products": ["p2"]}]}
            """)).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("o1", Day(1), 100, 10)).ShouldBe(110, "no tier before it");
        var second = (await shop.Order("o2", "C", Day(2), 100, 11)).Must(201);
        second.Number("points").ShouldBe(183, "(100 + 2 x 11) x 1.5");
        Rules(second.Json.GetProperty("earning")).ShouldBe(["rule r", "tier "]);
        await shop.MultiplyingTier("gold", 1, 100, 30_000);
        await shop.SetClock(Day(12));
        (await shop.Points("o3", Day(3), 100)).ShouldBe(150, "the tier's version when it was paid");
        (await shop.Points("o4", Day(11), 100)).ShouldBe(300);
        await shop.Sound();
    }

    [Fact]
    public async Task A_campaign_multiplies_the_orders_that_are_paid_in_its_time()
    {
        var shop = await Shop();
        (await shop.PointRules($$"""
            {"rules": [{"ruleId": "week", "multiplierBps": 12500, "products": ["p1"], "from": "{{Day(2):O}}",
              "until": "{{Day(4):O}}"}]}
            """)).Must(200);
        await shop.SetClock(Day(10));
        foreach (var (day, points) in new[] { (4, 202), (3, 227), (2, 227), (1, 202) })
            (await shop.Points($"o{day}", Day(day), 101, 101)).ShouldBe(points, $"day {day}");
        var order = (await shop.Order("o3", "C", Day(3), 101, 101)).Must(201);
        order.IsReplayed().ShouldBeTrue();
        order.Number("points").ShouldBe(227);
        (await shop.Entries("o3")).ShouldHaveSingleItem();
        await shop.Sound();
    }

    [Fact]
    public async Task A_birthday_multiplies_on_its_day_as_it_is_known_when_the_order_is_recorded()
    {
        var shop = await Shop();
        (await shop.PointRules("""{"birthday": {"multiplierBps": 20000}}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("unknown", Day(3), 100)).ShouldBe(100);
        (await shop.Put("/v1/members/C/birthday", new { month = 12, day = 3 })).Must(200);
        (await shop.Points("known", Day(3), 100)).ShouldBe(200);
        (await shop.Points("other", Day(4), 100)).ShouldBe(100);
        (await shop.Put("/v1/members/C/birthday", new { month = 12, day = 4 })).Must(200);
        (await shop.Points("late", Day(2), 100)).ShouldBe(100);
        (await shop.Stands("known")).ShouldBe(200, "another day changes no order");
        (await shop.PointRules("""{"birthday": {"multiplierBps": 30000, "span": "month"}}""")).Must(200);
        await shop.SetClock(Day(12));
        (await shop.Points("month", Day(11), 100)).ShouldBe(300);
        await shop.Sound();
    }

    [Fact]
    public async Task A_refund_takes_back_what_its_order_granted_and_frees_nothing_of_the_day()
    {
        var shop = await Shop();
        (await shop.PointRules("""{"maxPerDay": 500, "firstOrder": {"points": 50}}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("o1", Day(1), 400)).ShouldBe(450);
        var capped = (await shop.Order("o2", "C", Day(1, 11), 400)).Must(201);
        capped.Number("points").ShouldBe(50);
        var cap = capped.Json.GetProperty("earning").GetProperty("caps").EnumerateArray().ShouldHaveSingleItem();
        (cap.GetProperty("cap").GetString(), cap.GetProperty("most").GetInt64()).ShouldBe(("perDay", 50));
        (await shop.RefundPlain("o1", "r1", Day(2), 200)).Must(201).Number("points").ShouldBe(-225);
        (await shop.RefundPlain("o1", "r2", Day(2), 200)).Must(201).Number("points").ShouldBe(-225);
        (await shop.Points("o3", Day(1, 12), 400)).ShouldBe(0);
        (await shop.RefundPlain("o2", "r3", Day(2), 399)).Must(201).Number("points").ShouldBe(-49);
        (await shop.Points("o4", Day(2), 400)).ShouldBe(400, "another day");
        (await shop.Undo("o1", "r1", Day(3))).Must(200).Number("points").ShouldBe(225);
        (await shop.PointsOf("C")).ShouldBe((1 + 400 + 225, 0, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task An_amended_order_earns_by_the_same_rules_within_the_room_of_its_day()
    {
        var shop = await Shop();
        (await shop.PointRules("""{"maxPerDay": 500, "firstOrder": {"multiplierBps": 20000}}""")).Must(200);
        await shop.SetClock(Day(10));
        (await shop.Points("o1", Day(1), 100)).ShouldBe(200);
        (await shop.Points("o2", Day(1, 11), 100)).ShouldBe(100);
        (await Amend(shop, "o1", 2)).Must(201).Number("points").ShouldBe(200);
        (await Amend(shop, "o2", 5)).Must(201).Number("points").ShouldBe(200, "300 of 500 were left to it");
        (await shop.PointsOf("C")).ShouldBe((700, 0, 0));
        await shop.Sound();
    }

    [Theory]
    [InlineData("""{"maxPerDay":-1}""", "#/points/maxPerDay")]
    [InlineData("""{"firstOrder":{}}""", "#/points/firstOrder/multiplierBps")]
    [InlineData("""{"firstOrder":{"points":1,"multiplierBps":20000}}""", "#/points/firstOrder/multiplierBps")]
    [InlineData("""{"birthday":{"multiplierBps":10000}}""", "#/points/birthday/multiplierBps")]
    [InlineData("""{"birthday":{"multiplierBps":20000,"span":"week"}}""", "#/points/birthday/span")]
    [InlineData("""{"rules":[{"ruleId":"a","multiplierBps":1}]}""", "#/points/rules/0/products")]
    [InlineData("""{"rules":[{"ruleId":"a","products":["p"]}]}""", "#/points/rules/0/multiplierBps")]
    [InlineData(
        """{"rules":[{"ruleId":"a","tiers":["t"],"multiplierBps":1},{"ruleId":"a","tiers":["t"],"multiplierBps":1}]}""",
        "#/points/rules")]
    [InlineData("""{"rules":[{"ruleId":"a","tiers":[],"multiplierBps":1}]}""", "#/points/rules/0/tiers")]
    [InlineData(
        """{"rules":[{"ruleId":"a","multiplierBps":1,"from":"2026-02-01T00:00:00Z","until":"2026-02-01T00:00:00Z"}]}""",
        "#/points/rules/0/until")]
    public async Task Rules_that_cannot_hold_are_refused_by_their_place(string points, string pointer) =>
        (await (await Shop()).PointRules(points)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    [Theory]
    [InlineData("""{"type": "pointsMultiplier"}""", "null", "#/privileges/0/grant/multiplierBps")]
    [InlineData("""{"type": "pointsMultiplier", "multiplierBps": 10000}""", "null",
        "#/privileges/0/grant/multiplierBps")]
    [InlineData("""{"type": "freeShipping", "multiplierBps": 20000}""", "null", "#/privileges/0/grant/multiplierBps")]
    [InlineData("""{"type": "pointsMultiplier", "multiplierBps": 20000}""", """{"perDay": 1}""",
        "#/privileges/0/limits")]
    public async Task A_privilege_that_multiplies_needs_a_multiplier_and_has_no_limits(
        string grant, string limits, string pointer) =>
        (await (await Shop()).Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            privileges = JsonDocument.Parse(
                $$"""[{"code": "p", "kind": "price", "name": "n", "grant": {{grant}}, "limits": {{limits}}}]""")
                .RootElement,
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    private static IEnumerable<string> Rules(JsonElement earning) =>
        earning.GetProperty("rules").EnumerateArray().Select(rule =>
            $"{rule.GetProperty("kind").GetString()} "
            + (rule.TryGetProperty("ruleId", out var id) ? id.GetString() : ""));

    private static Task<Answer> Amend(TestShop shop, string orderId, int quantity) =>
        shop.Post($"/v1/orders/{orderId}/amendments", new
        {
            amendmentId = $"a-{orderId}",
            amendedAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p1", quantity, unitPrice = Pence(100) } },
            reason = "more",
        });

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1, 0));
        await shop.Customers("C");
        return shop;
    }
}
