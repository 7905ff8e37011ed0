using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>The settings in force at payment say when points begin and end, and how many there are.</summary>
public sealed class PointTermsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_lot_keeps_the_terms_in_force_when_its_order_was_paid()
    {
        var shop = await Shop();
        await shop.PointTerms(new { pendingDays = 5, validityDays = 30, expiry = "monthEnd" });
        await shop.SetClock(Day(10));
        await shop.PointTerms(new { validityDays = 1 });
        await shop.SetClock(Day(12));
        await shop.Earn("C", "late", Day(9), 10);
        await shop.Earn("C", "now", Day(12), 20);
        var lots = (await shop.Get("/v1/members/C/points/lots?limit=1")).Must(200);
        lots.Json.GetProperty("hasMore").GetBoolean().ShouldBeTrue();
        var late = lots.List("data").ShouldHaveSingleItem();
        (late.GetProperty("status").GetString(), late.GetProperty("orderId").GetString()).ShouldBe(("pending", "late"));
        late.GetProperty("activeFrom").GetDateTimeOffset().ShouldBe(Day(14));
        late.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2011, 2, 1, 0, 0, 0, default));
        (await shop.PointsOf("C")).ShouldBe((20, 10, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task An_order_earns_no_more_than_the_cap_and_its_refunds_take_back_what_is_above_what_is_left()
    {
        var shop = await Shop();
        await shop.PointTerms(new { maxPerOrder = 500 });
        (await shop.Order("o1", "C", Day(1), 800)).Must(201).Number("points").ShouldBe(500);
        (await shop.RefundPlain("o1", "r1", Day(1), 200)).Must(201).Number("points").ShouldBe(0);
        (await shop.RefundPlain("o1", "r2", Day(1), 200)).Must(201).Number("points").ShouldBe(-100);
        await shop.PointTerms();
        (await shop.Undo("o1", "r2", Day(1))).Must(200).Number("points").ShouldBe(100, "the cap is the order's own");
        (await shop.PointsOf("C")).ShouldBe((500, 0, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task A_campaign_counts_for_orders_that_were_paid_in_its_time()
    {
        var shop = await Shop();
        (await shop.Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 10_000,
            growthPerUnitBps = 0,
            rules = new[] { new { pointsPerUnitBps = 20_000, growthPerUnitBps = 0, from = Day(2), until = Day(4) } },
        })).Must(200);
        await shop.SetClock(Day(6));
        foreach (var (day, points) in new[] { (1, 100), (2, 200), (3, 200), (4, 100) })
            (await shop.Order($"o{day}", "C", Day(day), 100)).Must(201).Number("points").ShouldBe(points, $"day {day}");
        await shop.Sound();
    }

    [Theory]
    [InlineData("""{"pendingDays":-1}""", "#/points/pendingDays")]
    [InlineData("""{"validityDays":0}""", "#/points/validityDays")]
    [InlineData("""{"expiry":"never"}""", "#/points/expiry")]
    [InlineData("""{"noticeDays":3651}""", "#/points/noticeDays")]
    [InlineData("""{"maxPerOrder":-1}""", "#/points/maxPerOrder")]
    public async Task Terms_that_cannot_hold_are_refused_by_their_place(string points, string pointer) =>
        (await (await Shop()).Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 1,
            growthPerUnitBps = 1,
            points = JsonDocument.Parse(points).RootElement,
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    [Fact]
    public async Task A_campaign_that_ends_before_it_begins_is_refused() =>
        (await (await Shop()).Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 1,
            growthPerUnitBps = 1,
            rules = new[] { new { pointsPerUnitBps = 1, growthPerUnitBps = 1, from = Day(2), until = Day(2) } },
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/rules/0/until");

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        return shop;
    }
}
