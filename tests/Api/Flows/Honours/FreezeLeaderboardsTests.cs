using Shouldly;
using SocialCommerce.Flows.Honours;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Honours;

/// <summary>Periods of leaderboards are frozen once by the shop's clock, on two instances.</summary>
public sealed class FreezeLeaderboardsTests(TestApi api) : IClassFixture<TestApi>
{
    private const string December = "2010-12-01";

    [Fact]
    public async Task What_is_reported_within_the_settle_days_counts_and_nothing_after_them()
    {
        var shop = await Shop();
        (await shop.Board("b", settleDays: 3)).Must(200);
        await Buy(shop, "a1", "A", 2, 500);
        await Buy(shop, "b1", "B", 3, 400);
        await shop.SetClock(Day(33));
        (await shop.RefundPlain("a1", "r1", Day(33), 300)).Must(201);
        await Buy(shop, "c1", "C", 31, 300);
        (await shop.Rankings("b", December)).ShouldBe(["1 B 400", "2 C 300", "3 A 200"], "it settles");
        await shop.SetClock(Day(35));
        var frozen = await shop.UntilFrozen("b", December);
        HonourSteps.Entries(frozen).ShouldBe(["1 B 400", "2 C 300", "3 A 200"]);
        frozen.Time("frozenAt").ShouldBe(new DateTimeOffset(2011, 1, 4, 0, 0, 0, TimeSpan.Zero));
        await Buy(shop, "late", "A", 4, 900);
        (await shop.RefundPlain("b1", "r2", Day(35), 400)).Must(201);
        (await shop.Board("b", settleDays: 3, places: 1, name: "other")).Must(200);
        (await shop.Get($"/v1/leaderboards/b/rankings?startsOn={December}")).Must(200).Body.ShouldBe(frozen.Body);
        (await shop.Rankings("b")).ShouldBeEmpty("January has no order");
        await Once(shop, "b", 1);
        await shop.Sound();
    }

    [Fact]
    public async Task What_counts_was_recorded_before_the_freezing_was_due_whenever_the_job_comes_to_it()
    {
        var shop = await api.NewShop("manual", now: Day(3));
        await shop.Customers("A", "B");
        (await shop.Board("b")).Must(200);
        (await shop.Board("o", "orders")).Must(200);
        await Buy(shop, "a1", "A", 2, 500);
        await Buy(shop, "b1", "B", 2, 400);
        await shop.SetClock(Day(40));
        await Buy(shop, "late", "B", 5, 300);
        (await shop.RefundPlain("a1", "r1", Day(40), 500)).Must(201);
        (await shop.Rankings("b", December)).ShouldBe(["1 A 500", "2 B 400"], "a read before the job");
        await Instances();
        HonourSteps.Entries(await shop.UntilFrozen("b", December)).ShouldBe(["1 A 500", "2 B 400"]);
        HonourSteps.Entries(await shop.UntilFrozen("o", December)).ShouldBe(["1 A 1", "1 B 1"]);
        await Once(shop, "b", 1);
    }

    [Fact]
    public async Task Each_period_that_has_passed_meanwhile_is_frozen_by_itself_and_its_first_ranks_earn_the_badge()
    {
        var shop = await Shop();
        (await shop.Board("b", period: "week", places: 2)).Must(200);
        (await shop.Badge("t", new { boardId = "b", rank = 1 }, "title")).Must(200);
        (await shop.Badge("old", new { boardId = "b", rank = 1 }, status: "retired")).Must(200);
        await Buy(shop, "a1", "A", 2, 500);
        await Buy(shop, "b1", "B", 2, 500);
        await Buy(shop, "c1", "C", 2, 100);
        await shop.SetClock(Day(8));
        await Buy(shop, "c2", "C", 8, 100);
        await shop.SetClock(Day(22));
        await shop.UntilFrozen("b", "2010-12-13");
        (await shop.AwardsOf("t")).ShouldBe(
            ["A 2010-11-29", "B 2010-11-29", "C 2010-12-06"], ignoreOrder: true);
        (await shop.AwardsOf("old")).ShouldBeEmpty();
        await Once(shop, "b", 3);
        (await api.Events(shop, "badge.awarded")).ShouldBe(3);
        var honours = (await shop.Get("/v1/customers/C/honours")).Must(200);
        honours.List("titles")[0].GetProperty("reachedAt").GetDateTimeOffset()
            .ShouldBe(new DateTimeOffset(2010, 12, 13, 0, 0, 0, TimeSpan.Zero));
        honours.List("frozen").Select(one => $"{one.GetProperty("startsOn").GetString()} "
            + one.GetProperty("rank").GetInt64()).ShouldBe(["2010-12-06 1"], "two share the first place before");
        await shop.Sound();
    }

    [Fact]
    public async Task Orders_reported_while_a_period_is_frozen_count_or_do_not_by_the_time_of_the_report()
    {
        var shop = await Shop();
        (await shop.Board("b", period: "week")).Must(200);
        for (var week = 0; week < 6; week++)
        {
            var clock = Day(6 + (7 * week), 0);
            var orders = Enumerable.Range(0, 6).Select(i => shop.Order(
                $"w{week}-{i}", i % 2 == 0 ? "A" : "B", Day(6 + (7 * week) - 1), 10 + i));
            await Task.WhenAll([.. orders, Move(shop, clock)]);
            var first = Periods(week);
            var frozen = HonourSteps.Entries(await shop.UntilFrozen("b", first));
            frozen.Sum(entry => long.Parse(entry.Split(' ')[2], null)).ShouldBe(await api.Count($"""
                select coalesce(sum(value_minor), 0) from orders where shop_id = {shop.ShopKey}
                    and order_id like 'w{week}-%' and recorded_at < '{clock:O}'
                """));
        }
        await Once(shop, "b", 6);
        await shop.Sound();
    }

    [Fact]
    public async Task A_changed_rank_of_a_frozen_board_is_found()
    {
        var shop = await Shop();
        (await shop.Board("b", period: "week")).Must(200);
        await Buy(shop, "a1", "A", 2, 500);
        await shop.SetClock(Day(8));
        await shop.UntilFrozen("b", "2010-11-29");
        await shop.Sound();
        await api.Corrupt($"update leaderboard_entries set rank = 2 where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["leaderboardRanks"]);
    }

    private static string Periods(int week) => new DateOnly(2010, 11, 29).AddDays(7 * week).ToString("O");

    private static async Task<Answer> Move(TestShop shop, DateTimeOffset clock)
    {
        await shop.SetClock(clock);
        return await shop.Get("/v1/shop/clock");
    }

    private static async Task Buy(TestShop shop, string orderId, string customerId, int day, long amount) =>
        (await shop.Order(orderId, customerId, Day(day), amount)).Must(201);

    private async Task Once(TestShop shop, string boardId, int periods)
    {
        (await api.Count($"""
            select count(*) from leaderboard_periods where shop_id = {shop.ShopKey} and board_id = '{boardId}'
            """)).ShouldBe(periods);
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'leaderboard.frozen'
                and payload ->> 'boardId' = '{boardId}'
            """)).ShouldBe(periods);
    }

    private async Task Instances()
    {
        api.Settings.Add($"--{HonoursSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
    }

    private async Task<TestShop> Shop()
    {
        await Instances();
        var shop = await api.NewShop("manual", now: Day(3));
        await shop.Customers("A", "B", "C");
        return shop;
    }
}
