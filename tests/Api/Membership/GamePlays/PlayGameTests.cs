using System.Text.Json;
using Shouldly;
using SocialCommerce.Membership.GamePlays;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Membership.GamePlays;

/// <summary>A play draws a prize that everyone can recompute, and grants it.</summary>
public sealed class PlayGameTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_play_that_costs_points_wins_points_as_a_lot_once()
    {
        var shop = await Shop();
        await shop.PointTerms(new { validityDays = 20, pendingDays = 5 });
        (await shop.PutGame("w", Wheel(("costPoints", 30)))).Must(200);
        (await shop.Play("w", "p1")).Refused(409, "POINTS_INSUFFICIENT");
        await shop.Earn("C", "o1", Day(1), 100);
        await shop.SetClock(Day(6));
        var play = (await shop.Play("w", "p1", clientSeed: "abc")).Must(201);
        (play.Number("serial"), play.Number("costPoints"), play.Text("clientSeed")).ShouldBe((1, 30, "abc"));
        play.Json.GetProperty("prize").GetProperty("prizeId").GetString().ShouldBe("ten");
        (await shop.Play("w", "p1", clientSeed: "abc")).Must(200).Body.ShouldBe(play.Body);
        (await shop.PointsOf("C")).ShouldBe((80, 0, 0), "won points are active at once");
        (await shop.LotsOf("C")).ShouldBe([(100, 70), (10, 10)]);
        (await shop.Play("w", "p1")).Refused(409, "GAME_PLAY_CONFLICT").Pointer.ShouldBe("#/clientSeed");
        (await shop.Play("w", "p1", "D", "abc")).Refused(409, "GAME_PLAY_CONFLICT").Pointer.ShouldBe("#/customerId");
        var entries = (await shop.Get("/v1/members/C/points")).Must(200).List("data");
        entries.Select(one => $"{one.GetProperty("event")} {one.GetProperty("points")}").Take(2)
            .ShouldBe(["pointsWon 10", "pointsPlayed -30"], ignoreOrder: true);
        entries.Take(2).ShouldAllBe(one => one.GetProperty("gameId").GetString() == "w");
        (await api.Events(shop, "game.played")).ShouldBe(1);
        (await shop.Get("/v1/customers/C/game-plays")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Get("/v1/customers/D/game-plays")).Must(200).List("data").ShouldBeEmpty();
        await shop.Sound();
        await api.Corrupt($"update game_prize_wins set wins = 2 where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update games set plays = 2 where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update game_rewards set points = 11 where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["gamePlays", "gamePrizes", "gameRewards"]);
    }

    [Fact]
    public async Task Everyone_can_recompute_each_draw_from_the_seed_that_was_committed_to()
    {
        var shop = await Shop();
        var prizes = new[] { PointPrize("a", 5, 1, stock: 3), Goods("b", 2, stock: 4), Nothing("n", 5) };
        var commitment = (await shop.PutGame("w", Wheel(("prizes", prizes)))).Must(200).Text("commitment");
        for (var i = 0; i < 60; i++)
            (await shop.Play("w", $"p{i}", i % 2 == 0 ? "C" : "D", i % 3 == 0 ? $"s{i}" : null)).Must(201);
        var game = (await shop.PutGame("w", Wheel(("prizes", prizes), ("status", "ended")))).Must(200);
        var seed = Draw.Seed(game.Text("seed"));
        Draw.Commitment(seed).ShouldBe(commitment);
        var plays = (await shop.Get("/v1/games/w/plays?limit=100")).Must(200).List("data").Reverse().ToList();
        plays.Select(one => one.GetProperty("serial").GetInt64()).ShouldBe(
            Enumerable.Range(1, 60).Select(i => (long)i));
        foreach (var play in plays)
        {
            var odds = play.GetProperty("odds").EnumerateArray().ToList();
            var place = Draw.Of(
                seed, play.GetProperty("serial").GetInt64(),
                play.TryGetProperty("clientSeed", out var client) ? client.GetString() : null,
                [.. odds.Select(one => one.GetProperty("weight").GetInt32())]);
            Prize(play).ShouldBe(odds[place].GetProperty("prizeId").GetString());
        }
        game.List("prizes").Select(one => one.GetProperty("wins").GetInt64()).ShouldBe(
            new[] { "a", "b", "n" }.Select(id => (long)plays.Count(play => Prize(play) == id)));
        (plays.Count(play => Prize(play) == "a"), plays.Count(play => Prize(play) == "b")).ShouldBe((3, 4));
        plays[^1].GetProperty("odds").GetArrayLength().ShouldBe(1, "both have left the odds");
        await shop.Sound();
    }

    [Fact]
    public async Task A_coupon_is_issued_with_the_play_and_leaves_the_odds_where_it_cannot_be()
    {
        var shop = await Shop();
        await shop.Template("t", ("limits", new { stock = 2, perCustomer = 1 }));
        (await shop.PutGame("w", Wheel(("prizes", new[] { Coupon("c", "t") })))).Must(200);
        var play = (await shop.Play("w", "p1")).Must(201);
        var coupon = await shop.Coupon(play.Text("couponCode"));
        (coupon.Text("customerId"), coupon.Text("status")).ShouldBe(("C", "usable"));
        (await shop.Play("w", "p2")).Refused(409, "GAME_SOLD_OUT");
        (await shop.Play("w", "p2", "D")).Must(201).Number("serial").ShouldBe(2);
        (await shop.Play("w", "p3", "E")).Refused(409, "GAME_SOLD_OUT");
        (await shop.Get("/v1/coupon-templates/t")).Must(200).Number("issued").ShouldBe(2);
        (await shop.PutGame("w", Wheel(("prizes", new[] { Coupon("c", "t"), Nothing("n") })))).Must(200);
        var last = (await shop.Play("w", "p3", "E")).Must(201);
        (Prize(last.Json), last.Number("version")).ShouldBe(("n", 2));
        await shop.Sound();
    }

    [Fact]
    public async Task Time_audience_kind_limits_and_what_is_unknown_are_held()
    {
        var shop = await Shop();
        (await shop.PutGame("w", Wheel(
            ("from", Day(2)), ("until", Day(4)), ("limits", new { perCustomer = 3, perCustomerPerDay = 2 }))))
            .Must(200);
        (await shop.Play("w", "p1")).Refused(409, "GAME_CLOSED");
        await shop.SetClock(Day(2));
        (await shop.Play("w", "p1")).Must(201);
        (await shop.Play("w", "p2")).Must(201);
        (await shop.Play("w", "p3")).Refused(409, "GAME_LIMIT_REACHED");
        await shop.SetClock(Day(3, 0));
        (await shop.Play("w", "p3")).Must(201);
        (await shop.Play("w", "p4")).Refused(409, "GAME_LIMIT_REACHED");
        (await shop.Play("w", "p4", "X")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.Play("x", "p4")).Refused(404, "GAME_NOT_FOUND");
        (await shop.Play("w", "p4", clientSeed: "a b")).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/clientSeed");
        (await shop.Get("/v1/games/x/plays")).Refused(404, "GAME_NOT_FOUND");
        (await shop.Get("/v1/customers/X/game-plays")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.PutGame("k", Streaks((3, 5)))).Must(200);
        (await shop.Play("k", "p1")).Refused(409, "GAME_OF_ANOTHER_KIND");
        await Audience(shop);
        await shop.SetClock(Day(4));
        (await shop.Play("w", "p5", "D")).Refused(409, "GAME_CLOSED");
        await shop.Sound();
    }

    private static async Task Audience(TestShop shop)
    {
        foreach (var (id, growth) in new[] { ("silver", 10), ("gold", 500) })
            (await shop.Put($"/v1/member-tiers/{id}", new
            {
                name = id,
                rank = growth,
                growthFrom = growth,
                privileges = Array.Empty<object>(),
            })).Must(200);
        (await shop.Order("o1", "C", Day(1), 10_000)).Must(201);
        (await shop.PutGame("m", Wheel(("audience", new { kind = "members" })))).Must(200);
        (await shop.PutGame("g", Wheel(("audience", new { kind = "tiers", tierIds = new[] { "gold" } })))).Must(200);
        (await shop.Play("m", "p1")).Must(201);
        (await shop.Play("m", "p2", "D")).Refused(409, "GAME_NOT_FOR_CUSTOMER").Pointer.ShouldBe("#/customerId");
        (await shop.Play("g", "p1")).Refused(409, "GAME_NOT_FOR_CUSTOMER");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "anonymous",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1) } },
        })).Must(201).Text("guestId");
        (await shop.Play("m", "p2", guest)).Refused(409, "GAME_NOT_FOR_CUSTOMER");
    }

    private static string? Prize(JsonElement play) => play.GetProperty("prize").GetProperty("prizeId").GetString();

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D", "E");
        return shop;
    }
}
