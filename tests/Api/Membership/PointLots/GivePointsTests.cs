using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>Points move between customers once, exactly, and with their expiry.</summary>
public sealed class GivePointsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_gift_moves_points_once_and_they_expire_as_before()
    {
        var shop = await Shop(new { validityDays = 10 });
        await shop.Earn("C", "o1", Day(1), 100);
        await shop.SetClock(Day(5));
        var gift = (await shop.Give("C", "g1", "D", 60)).Must(201);
        (await shop.Give("C", "g1", "D", 60)).Must(200).Body.ShouldBe(gift.Body);
        (await shop.Give("C", "g1", "E", 60)).Refused(409, "POINT_GIFT_CONFLICT").Pointer.ShouldBe("#/toCustomerId");
        (await shop.Give("D", "g1", "E", 60)).Refused(409, "POINT_GIFT_CONFLICT").Pointer.ShouldBe("#");
        (await shop.Give("C", "g2", "D", 41)).Refused(409, "POINTS_INSUFFICIENT").Pointer.ShouldBe("#/points");
        (await shop.Give("C", "g2", "C", 1)).Refused(422, "POINT_GIFT_TO_SELF").Pointer.ShouldBe("#/toCustomerId");
        (await shop.Give("C", "g2", "X", 1)).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/toCustomerId");
        (await shop.Give("X", "g2", "D", 1)).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Give("C", "g2", "D", 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/points");
        (await shop.PointsOf("C")).ShouldBe((40, 0, 0));
        (await shop.PointsOf("D")).ShouldBe((60, 0, 0));
        (await shop.Get("/v1/members/D")).Must(200).Number("points").ShouldBe(60, "D has never bought");
        (await api.Events(shop, "points.given")).ShouldBe(1);
        await shop.SetClock(Day(11));
        (await shop.PointsOf("D")).ShouldBe((0, 0, 0), "the points last no longer than C's did");
        await shop.Earn("D", "o2", Day(11), 30);
        (await shop.Spend("D", "s1", 30)).Must(201);
        await shop.Sound();
    }

    [Fact]
    public async Task Twenty_gifts_of_100_at_once_move_exactly_1000_of_1000()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 700);
        await shop.Earn("C", "o2", Day(1), 300);
        var other = shop.Through(await api.Instance());
        var gifts = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? shop : other).Give("C", $"g{i}", i % 3 == 0 ? "D" : "E", 100)));
        gifts.Count(answer => answer.Status == 201).ShouldBe(10);
        gifts.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "POINTS_INSUFFICIENT");
        (await shop.PointsOf("C")).ShouldBe((0, 0, 0));
        ((await shop.PointsOf("D")).Active + (await shop.PointsOf("E")).Active).ShouldBe(1_000);

        // To and fro at once: nobody waits for each other.
        var both = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? shop : other).Give(i % 2 == 0 ? "D" : "E", $"h{i}", i % 2 == 0 ? "E" : "D", 10)));
        both.ShouldAllBe(answer => answer.Status == 201);
        ((await shop.PointsOf("D")).Active + (await shop.PointsOf("E")).Active).ShouldBe(1_000);
        await shop.Sound();
    }

    private async Task<TestShop> Shop(object? points = null)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D", "E");
        await shop.PointTerms(points);
        return shop;
    }
}
