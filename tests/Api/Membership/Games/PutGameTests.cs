using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Membership.Games;

/// <summary>Games are defined in versions; what has begun or ended stays.</summary>
public sealed class PutGameTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_wheel_has_a_commitment_from_the_beginning_and_shows_its_seed_after_its_end_alone()
    {
        var shop = await Shop();
        var made = (await shop.PutGame("w", Wheel())).Must(200);
        (made.Number("version"), made.Text("state")).ShouldBe((1, "open"));
        made.Json.TryGetProperty("seed", out _).ShouldBeFalse();
        made.Text("commitment").Length.ShouldBe(64);
        (await shop.PutGame("w", Wheel())).Must(200).Body.ShouldBe(made.Body);
        var changed = (await shop.PutGame("w", Wheel(("name", "other")))).Must(200);
        (changed.Number("version"), changed.Text("commitment")).ShouldBe((2, made.Text("commitment")));
        (await shop.PutGame("v", Wheel())).Must(200).Text("commitment").ShouldNotBe(made.Text("commitment"));
        (await shop.Get("/v1/games/w")).Must(200).Body.ShouldBe(changed.Body);
        await shop.SetClock(Day(32, 0));
        (await Seed(shop, "w")).ShouldBeNull("clocks of two instances differ");
        (await shop.Get("/v1/games/w")).Must(200).Text("state").ShouldBe("ended");
        await shop.SetClock(Day(32, 0).AddMinutes(5));
        var seed = await Seed(shop, "w");
        seed!.Length.ShouldBe(64);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(seed)))
            .ShouldBe(made.Text("commitment"));
        (await api.Count($"select count(*) from game_versions where shop_id = {shop.ShopKey}")).ShouldBe(3);
        (await api.Count($"""
            select count(*) from games where shop_id = {shop.ShopKey} and game_id = 'w'
                and seed::text like '%{seed}%'
            """)).ShouldBe(0, "it is sealed");
    }

    [Fact]
    public async Task A_game_that_the_shop_has_ended_stays_so_and_shows_its_seed_at_once()
    {
        var shop = await Shop();
        (await shop.PutGame("w", Wheel())).Must(200);
        var ended = (await shop.PutGame("w", Wheel(("status", "ended")))).Must(200);
        (ended.Text("state"), ended.Text("seed").Length).ShouldBe(("ended", 64));
        (await shop.PutGame("w", Wheel(("status", "ended")))).Must(200).Body.ShouldBe(ended.Body);
        (await shop.PutGame("w", Wheel())).Refused(409, "GAME_ENDED");
        (await shop.Get("/v1/games?status=ended")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Get("/v1/games?status=open")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/games?status=bad")).Refused(422, "VALUE_UNKNOWN");
    }

    [Fact]
    public async Task What_has_begun_keeps_its_kind_its_beginning_and_its_contest()
    {
        var shop = await Shop();
        (await shop.PutGame("w", Wheel())).Must(200);
        (await shop.PutGame("w", Streaks((3, 5)))).Refused(409, "GAME_FIXED").Pointer.ShouldBe("#/kind");
        (await shop.PutGame("w", Wheel(("from", Day(2))))).Refused(409, "GAME_FIXED").Pointer.ShouldBe("#/from");
        (await shop.PutGame("t", Contest())).Must(200);
        (await shop.PutGame("t", Contest(("contest", Teams("orders"))))).Refused(409, "GAME_FIXED")
            .Pointer.ShouldBe("#/contest");
        (await shop.PutGame("t", Contest(("until", Day(40))))).Must(200).Number("version").ShouldBe(2);
        (await shop.PutGame("later", Contest(("from", Day(9))))).Must(200).Text("state").ShouldBe("upcoming");
        (await shop.PutGame("later", Contest(("from", Day(8)), ("contest", Teams("orders"))))).Must(200);
        (await shop.Put("/v1/games/w", Wheel(), ("If-Match", "\"9\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Get("/v1/games/x")).Refused(404, "GAME_NOT_FOUND");
    }

    [Fact]
    public async Task A_prize_above_the_limit_or_of_an_unknown_template_is_refused()
    {
        var shop = await Shop();
        (await shop.PutGame("w", Wheel(("prizes", new[] { Nothing("n"), Goods("g", value: 5_000_001) }))))
            .Refused(422, "PRIZE_VALUE_EXCEEDED").Pointer.ShouldBe("#/prizes/1/value");
        (await shop.PutGame("w", Wheel(("prizes", new[] { Goods("g", value: 5_000_000) })))).Must(200);
        (await shop.Put("/v1/game-settings", new { maxPrizeValueMinor = 100 })).Must(200);
        (await shop.PutGame("v", Wheel(("prizes", new[] { Goods("g", value: 101) }))))
            .Refused(422, "PRIZE_VALUE_EXCEEDED");
        (await shop.PutGame("w", Wheel(("prizes", new[] { Coupon("c", "t") }))))
            .Refused(422, "PRIZE_VALUE_EXCEEDED");
        (await shop.Put("/v1/game-settings", new { maxPrizeValueMinor = 1_000 })).Must(200);
        (await shop.PutGame("w", Wheel(("prizes", new[] { Coupon("c", "t") }))))
            .Refused(422, "COUPON_TEMPLATE_UNKNOWN").Pointer.ShouldBe("#/prizes/0/templateId");
        await shop.Template("t");
        (await shop.PutGame("w", Wheel(("prizes", new[] { Coupon("c", "t") })))).Must(200);
    }

    [Fact]
    public async Task Terms_that_cannot_be_played_are_refused_at_their_place()
    {
        var shop = await Shop();
        await Refused("#/prizes", Wheel(("prizes", Array.Empty<object>())));
        await Refused("#/prizes", Wheel(("prizes", null)));
        await Refused("#/prizes", Wheel(("prizes", new[] { Nothing("a", 0), Nothing("b", 0) })));
        await Refused("#/prizes", Wheel(("prizes", new[] { Nothing("a"), Nothing("a") })));
        await Refused("#/prizes/0/weight", Wheel(("prizes", new[] { Nothing("a", -1), Nothing("b", 2) })));
        await Refused("#/prizes/0/points", Wheel(("prizes", new[] { PointPrize("a", 0) })));
        await Refused("#/until", Wheel(("until", Day(1, 0))));
        await Refused("#/contest", Wheel(("contest", Teams())));
        await Refused("#/contest/teamIds", Contest(("contest", Teams("spend", 0, "one"))));
        await Refused("#/streaks", Streaks());
        await Refused("#/streaks", Streaks((3, 1), (3, 2)));
        await Refused("#/streaks/0/days", Streaks((367, 1)));
        await Refused("#/rules", Wheel(("rules", " ")));
        await Refused("#/audience/tierIds", Wheel(("audience", new { kind = "tiers" })));

        async Task Refused(string pointer, Dictionary<string, object?> terms) =>
            (await shop.PutGame("w", terms)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);
    }

    [Fact]
    public async Task Games_that_are_defined_at_once_have_one_seed_each()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => (i % 2 == 0 ? shop : other).PutGame("w", Wheel(("name", $"n{i % 3}")))));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Text("commitment")).Distinct().ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string?> Seed(TestShop shop, string gameId) =>
        (await shop.Get($"/v1/games/{gameId}")).Must(200).Json.TryGetProperty("seed", out var seed)
            ? seed.GetString() : null;

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        return shop;
    }
}
