using Shouldly;
using SocialCommerce.Flows.Honours;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Flows.Games;

/// <summary>Standings of team contests are frozen once, and winners get their points once, on two instances.</summary>
public sealed class FreezeContestsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_is_recorded_before_the_freezing_counts_and_each_winner_is_rewarded_once()
    {
        var shop = await Shop();
        (await shop.PutGame("t", Contest(("until", Day(11, 0)), ("contest", Teams("spend", 3))))).Must(200);
        foreach (var (customer, team) in new[] { ("A", "north"), ("B", "south"), ("C", "south") })
            (await shop.JoinTeam("t", team, customer)).Must(201);
        await Buy(shop, "a1", "A", 4, 500);
        await Buy(shop, "b1", "B", 4, 300);
        await Buy(shop, "d1", "D", 4, 900);
        await Buy(shop, "old", "B", 1, 900, hour: 0);
        (await Standings(shop)).ShouldBe(["1 south 1200 2", "2 north 500 1"], "from midnight of the first day on");
        await shop.SetClock(Day(12));
        (await shop.RefundPlain("old", "r1", Day(12), 900)).Must(201);
        await Buy(shop, "c1", "C", 10, 300);
        await Buy(shop, "after", "A", 11, 900);
        (await Standings(shop)).ShouldBe(["1 south 600 2", "2 north 500 1"]);
        await shop.SetClock(Day(14, 0));
        var frozen = await UntilRewarded(shop, 3);
        frozen.Time("frozenAt").ShouldBe(Day(14, 0));
        await Buy(shop, "late", "A", 4, 900);
        (await Standings(shop)).ShouldBe(["1 south 600 2", "2 north 500 1"]);
        foreach (var (customer, points) in new[] { ("A", 10), ("B", 100), ("C", 100), ("D", 0) })
            (await Won(shop, customer)).ShouldBe(points);
        (await api.Events(shop, "contest.frozen")).ShouldBe(1);
        (await api.Count($"""
            select count(*) from games where shop_id = {shop.ShopKey} and freezes_at is not null
            """)).ShouldBe(0, "nothing is due any more");
        await shop.Sound();
        await api.Corrupt($"update game_standings set rank = 1 where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["contestRanks", "contestRewards"]);
    }

    [Fact]
    public async Task Teams_that_share_a_rank_are_both_rewarded_and_a_score_of_0_is_not()
    {
        var shop = await Shop();
        (await shop.PutGame("t", Contest(("until", Day(5, 0)), ("contest", Teams("orders", 0, "a", "b", "c")))))
            .Must(200);
        foreach (var (customer, team) in new[] { ("A", "a"), ("B", "b"), ("C", "c") })
            (await shop.JoinTeam("t", team, customer)).Must(201);
        await Buy(shop, "a1", "A", 3, 500);
        await Buy(shop, "b1", "B", 3, 1);
        await shop.SetClock(Day(5, 0));
        await UntilRewarded(shop, 2);
        (await Standings(shop)).ShouldBe(["1 a 1 1", "1 b 1 1", "3 c 0 1"]);
        (await Won(shop, "A"), await Won(shop, "B"), await Won(shop, "C")).ShouldBe((100, 100, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task A_contest_that_the_shop_has_ended_early_is_called_off()
    {
        var shop = await Shop();
        (await shop.PutGame("off", Contest(("until", Day(5, 0))))).Must(200);
        (await shop.PutGame("t", Contest(("until", Day(5, 0))))).Must(200);
        (await shop.JoinTeam("off", "north", "A")).Must(201);
        (await shop.JoinTeam("t", "north", "B")).Must(201);
        await Buy(shop, "a1", "A", 3, 500);
        await Buy(shop, "b1", "B", 3, 500);
        (await shop.PutGame("off", Contest(("until", Day(5, 0)), ("status", "ended")))).Must(200);
        await shop.SetClock(Day(6));
        await UntilRewarded(shop, 1);
        var off = (await shop.Get("/v1/games/off/standings")).Must(200);
        off.Json.TryGetProperty("frozenAt", out _).ShouldBeFalse();
        (off.Text("state"), await Won(shop, "A"), await Won(shop, "B")).ShouldBe(("ended", 0, 100));
        (await shop.Get("/v1/games/x/standings")).Refused(404, "GAME_NOT_FOUND");
        (await shop.PutGame("w", Wheel())).Must(200);
        (await shop.Get("/v1/games/w/standings")).Must(200).List("teams").ShouldBeEmpty();
    }

    private static async Task<string[]> Standings(TestShop shop) =>
    [
        .. (await shop.Get("/v1/games/t/standings")).Must(200).List("teams").Select(one =>
            $"{one.GetProperty("rank")} {one.GetProperty("teamId").GetString()} {one.GetProperty("score")} "
                + $"{one.GetProperty("members")}"),
    ];

    private async Task<Answer> UntilRewarded(TestShop shop, int winners)
    {
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if (await Rewards(shop) >= winners && await Due(shop) == 0)
                break;
        (await Rewards(shop)).ShouldBe(winners);
        return (await shop.Get("/v1/games/t/standings")).Must(200);
    }

    private Task<long> Rewards(TestShop shop) =>
        api.Count($"select count(*) from game_rewards where shop_id = {shop.ShopKey}");

    private Task<long> Due(TestShop shop) =>
        api.Count($"select count(*) from games where shop_id = {shop.ShopKey} and freezes_at is not null");

    private Task<long> Won(TestShop shop, string customerId) => api.Count($"""
        select coalesce(sum(l.points), 0) from point_lots l join customers c using (shop_id, customer_key)
        where l.shop_id = {shop.ShopKey} and l.source = 'game' and c.customer_id = '{customerId}'
        """);

    private static async Task Buy(
        TestShop shop, string orderId, string customerId, int day, long amount, int hour = 8) =>
        (await shop.Order(orderId, customerId, Day(day, hour), amount)).Must(201);

    private async Task<TestShop> Shop()
    {
        api.Settings.Add($"--{HonoursSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await api.NewShop("manual", now: Day(4));
        await shop.Customers("A", "B", "C", "D");
        return shop;
    }
}
