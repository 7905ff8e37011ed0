using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>Points are spent from the lot that expires first, and go back to it.</summary>
public sealed class SpendPointsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_spend_is_made_once_and_never_of_more_than_is_active()
    {
        var shop = await Shop(new { pendingDays = 10 });
        await shop.Earn("C", "o1", Day(1), 300);
        (await shop.PointsOf("C")).ShouldBe((0, 300, 0));
        (await shop.Spend("C", "s1", 1)).Refused(409, "POINTS_INSUFFICIENT").Pointer.ShouldBe("#/points");
        await shop.SetClock(Day(11));
        (await shop.PointsOf("C")).ShouldBe((300, 0, 0));
        var spend = (await shop.Spend("C", "s1", 200)).Must(201);
        (await shop.Spend("C", "s1", 200)).Must(200).Body.ShouldBe(spend.Body);
        (await shop.Get("/v1/point-spends/s1")).Must(200).Body.ShouldBe(spend.Body);
        (await shop.Get("/v1/point-spends/s9")).Refused(404, "POINT_SPEND_NOT_FOUND");
        (await shop.Spend("C", "s1", 100)).Refused(409, "POINT_SPEND_CONFLICT").Pointer.ShouldBe("#/points");
        (await shop.Spend("D", "s1", 200)).Refused(409, "POINT_SPEND_CONFLICT").Pointer.ShouldBe("#");
        (await shop.Spend("C", "s2", 101)).Refused(409, "POINTS_INSUFFICIENT");
        (await shop.Spend("X", "s2", 1)).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Spend("C", "s2", 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/points");
        (await shop.PointsOf("C")).ShouldBe((100, 0, 0));
        (await api.Events(shop, "points.spent")).ShouldBe(1);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(100);
        var entry = (await shop.Get("/v1/members/C/points")).Must(200).List("data")[0];
        (entry.GetProperty("event").GetString(), entry.GetProperty("points").GetInt64(),
            entry.GetProperty("spendId").GetString()).ShouldBe(("pointsSpent", -200, "s1"));
        await shop.Sound();
    }

    [Fact]
    public async Task The_lot_that_expires_first_is_spent_first_and_gets_the_points_back_last()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 100);
        await shop.PointTerms(new { validityDays = 20 });
        await shop.SetClock(Day(2));
        await shop.Earn("C", "o2", Day(2), 100);
        (await shop.Spend("C", "s1", 150)).Must(201);
        (await shop.LotsOf("C")).ShouldBe([(100, 50)], "what expires in 20 days is gone, then what never does");
        var part = (await shop.CancelSpend("s1", "k1", 70)).Must(201);
        (await shop.CancelSpend("s1", "k1", 70)).Must(200).Body.ShouldBe(part.Body);
        (await shop.LotsOf("C")).ShouldBe([(100, 100), (100, 20)]);
        (await shop.CancelSpend("s1", "k1", 60)).Refused(409, "POINT_SPEND_CONFLICT").Pointer.ShouldBe("#/points");
        (await shop.CancelSpend("s1", "k2", 81)).Refused(409, "POINT_SPEND_EXCEEDED").Pointer.ShouldBe("#/points");
        (await shop.CancelSpend("s9", "k2")).Refused(404, "POINT_SPEND_NOT_FOUND");
        (await shop.CancelSpend("s1", "", 1)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/cancellationId");
        await shop.SetClock(Day(23));
        (await shop.PointsOf("C")).ShouldBe((100, 0, 0), "what expired does not count");
        (await shop.CancelSpend("s1", "k2")).Must(201).Number("points").ShouldBe(80);
        (await shop.PointsOf("C")).ShouldBe((100, 0, 0), "what came back had expired");
        (await shop.CancelSpend("s1", "k3")).Refused(409, "POINT_SPEND_EXCEEDED");
        (await shop.Get("/v1/point-spends/s1")).Must(200).Number("cancelled").ShouldBe(150);
        (await api.Events(shop, "points.spendCancelled")).ShouldBe(2);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(100);
        await shop.Sound();
    }

    [Fact]
    public async Task Spends_and_cancellations_at_once_never_overdraw()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 600);
        await shop.Earn("C", "o2", Day(1), 400);
        var other = shop.Through(await api.Instance());
        var spends = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? shop : other).Spend("C", $"s{i}", 100)));
        spends.Count(answer => answer.Status == 201).ShouldBe(10);
        spends.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "POINTS_INSUFFICIENT");
        (await shop.PointsOf("C")).ShouldBe((0, 0, 0));
        var made = Enumerable.Range(0, 20).First(i => spends[i].Status == 201);
        var back = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => (i % 2 == 0 ? shop : other).CancelSpend($"s{made}", $"k{i}", 30)));
        back.Count(answer => answer.Status == 201).ShouldBe(3);
        back.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "POINT_SPEND_EXCEEDED");
        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Spend("C", "twice", 50)));
        same.Count(answer => answer.Status == 201).ShouldBe(1);
        same.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await shop.PointsOf("C")).ShouldBe((40, 0, 0));
        await shop.Sound();
        await api.Corrupt($"update point_spends set cancelled = 0 where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["pointSpends"]);
        await api.Corrupt($"update point_lots set points_left = points_left + 1 where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["pointBalances", "pointLots", "pointSpends"]);
    }

    private async Task<TestShop> Shop(object? points = null)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        await shop.PointTerms(points);
        return shop;
    }
}
