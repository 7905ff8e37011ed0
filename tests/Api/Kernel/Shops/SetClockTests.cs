using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Shops;

/// <summary>A sandbox's clock goes forward, by hand or with the events, and never back.</summary>
public sealed class SetClockTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_clock_that_is_set_to_the_past_answers_what_it_is()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(10));
        (await Now(shop.Put("/v1/shop/clock", new { now = Day(11) }))).ShouldBe(Day(11));
        (await Now(shop.Put("/v1/shop/clock", new { now = Day(1) }))).ShouldBe(Day(11));
        (await Now(shop.Put("/v1/shop/clock", new { now = Day(11) }))).ShouldBe(Day(11));
        (await Now(shop.Get("/v1/shop/clock"))).ShouldBe(Day(11));
    }

    [Fact]
    public async Task A_following_clock_moves_to_the_latest_event_that_it_heard_of()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/shop/clock")).Must(200).Json.TryGetProperty("now", out _).ShouldBeFalse();
        (await shop.Order("o1", "c", Day(5), 1)).Must(201);
        (await Now(shop.Get("/v1/shop/clock"))).ShouldBe(Day(5));
        (await shop.Order("o2", "c", Day(3), 1)).Must(201);
        (await Now(shop.Get("/v1/shop/clock"))).ShouldBe(Day(5));
    }

    [Fact]
    public async Task A_clock_that_stops_following_stands()
    {
        var shop = await api.NewShop();
        (await shop.Order("o1", "c", Day(5), 1)).Must(201);
        (await shop.Put("/v1/shop/clock", new { mode = "manual" })).Must(200).Text("mode").ShouldBe("manual");
        (await shop.Order("o2", "c", Day(6), 1)).Refused(422, "TIME_IN_FUTURE");
        (await shop.Put("/v1/shop/clock", new { mode = "follow" })).Must(200);
        (await shop.Order("o2", "c", Day(6), 1)).Must(201);
        (await shop.Put("/v1/shop/clock", new { mode = "sideways" })).Must(422).Pointer.ShouldBe("#/mode");
    }

    [Fact]
    public async Task Of_ten_settings_at_once_the_latest_time_wins()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(1));
        await Task.WhenAll(Enumerable.Range(1, 10).Select(day => shop.Put("/v1/shop/clock", new { now = Day(day) })));
        (await Now(shop.Get("/v1/shop/clock"))).ShouldBe(Day(10));
    }

    private static async Task<DateTimeOffset> Now(Task<Answer> answer) =>
        (await answer).Must(200).Json.GetProperty("now").GetDateTimeOffset();
}
