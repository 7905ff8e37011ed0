using Shouldly;
using SocialCommerce.Membership.PointLots;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>Points become active, are announced and expire, each once by the shop's clock.</summary>
public sealed class ExpirePointsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Each_lot_is_announced_and_expires_once_whoever_looks_at_it()
    {
        var shop = await Shop(
            new { pendingDays = 2, validityDays = 10, noticeDays = 3, announcesEarned = true }, Day(1));
        await shop.Earn("C", "o1", Day(1), 100);
        await shop.Earn("C", "o2", Day(1), 50);
        await shop.Earn("D", "o3", Day(1), 30);
        (await api.Events(shop, "points.earned")).ShouldBe(3);
        await shop.SetClock(Day(3));
        await Until(shop, "points.activated", 2);
        (await Told(shop, "points.activated", """{"customerId": "C", "points": 150}""")).ShouldBe(1);
        (await shop.Spend("C", "s1", 120)).Must(201);
        (await shop.Spend("D", "s2", 30)).Must(201);
        await shop.SetClock(Day(10));
        await Until(shop, "points.expiring", 1);
        (await Told(shop, "points.expiring", $$$"""
            {"customerId": "C", "points": 30, "expiresAt": "{{{Day(13):yyyy-MM-ddTHH:mm:ss+00:00}}}"}
            """)).ShouldBe(1, "D has spent everything");
        var balance = (await shop.Get("/v1/members/C/points/balance")).Must(200);
        balance.Json.GetProperty("nextExpiry").GetProperty("points").GetInt64().ShouldBe(30);
        balance.Json.GetProperty("nextExpiry").GetProperty("at").GetDateTimeOffset().ShouldBe(Day(13));
        await shop.SetClock(Day(13));
        (await shop.PointsOf("C")).ShouldBe((0, 0, 0));
        await Until(shop, "points.expired", 1);
        (await Told(shop, "points.expired", """{"customerId": "C", "points": 30}""")).ShouldBe(1);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(0);
        var entry = (await shop.Get("/v1/members/C/points")).Must(200).List("data")[0];
        (entry.GetProperty("event").GetString(), entry.GetProperty("points").GetInt64(),
            entry.GetProperty("occurredAt").GetDateTimeOffset()).ShouldBe(("pointsExpired", -30, Day(13)));
        (await shop.CancelSpend("s2", "k1")).Must(201);
        await Until(shop, "points.expired", 2);
        await shop.SetClock(Day(20));
        await shop.Earn("E", "late", Day(1), 40);
        await Until(shop, "points.expired", 3);
        (await api.Events(shop, "points.activated")).ShouldBe(2, "an order that is reported late expires at once");
        await shop.Sound();
    }

    [Fact]
    public async Task Spends_and_orders_while_lots_expire_add_up()
    {
        var shop = await Shop(new { validityDays = 10 }, Day(3));
        for (var i = 0; i < 12; i++) await shop.Earn($"c{i % 4}", $"o{i}", Day(1 + (i % 3)), 100);
        var work = Enumerable.Range(0, 40).Select(i => i % 4 == 0
            ? shop.Order($"n{i}", $"c{i % 3}", Day(3), 10)
            : i % 4 == 1 ? shop.RefundPlain($"o{i % 12}", $"r{i}", Day(3), 20) : shop.Spend($"c{i % 4}", $"s{i}", 30));
        var clock = Pass(shop);
        var answers = await Task.WhenAll(work);
        await clock;
        answers.Where(answer => answer.Status != 201)
            .ShouldAllBe(answer => answer.Code == "POINTS_INSUFFICIENT" || answer.Status == 202);
        await shop.SetClock(Day(14));
        (await Left(shop)).ShouldBe(0);
        await shop.Sound();
    }

    private static async Task Pass(TestShop shop)
    {
        for (var day = 11; day < 14; day++) await shop.SetClock(Day(day));
    }

    private async Task<long> Left(TestShop shop)
    {
        var due = $"""
            select count(*) from point_lots where shop_id = {shop.ShopKey} and points_left > 0 and due_at is not null
            """;
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if (await api.Count(due) == 0) break;
        return await api.Count(due);
    }

    private async Task<TestShop> Shop(object points, DateTimeOffset now)
    {
        api.Settings.Add($"--{PointExpirySchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await api.NewShop("manual", now: now);
        await shop.PointTerms(points);
        return shop;
    }

    private Task<long> Told(TestShop shop, string type, string payload) => api.Count(
        $"select count(*) from outbox where shop_id = {shop.ShopKey} and type = '{type}' and payload = '{payload}'");

    private async Task Until(TestShop shop, string type, int told)
    {
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if (await api.Events(shop, type) >= told) break;
        (await api.Events(shop, type)).ShouldBe(told, type);
    }
}
