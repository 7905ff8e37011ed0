using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>
/// What an event writes itself it did not see before, however many others commit meanwhile: a database snapshot lists
/// no transaction that takes it.
/// </summary>
public sealed class PromotionRaceTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_of_a_chain_promoted_by_one_order_are_judged_by_the_tiers_before_it()
    {
        var shop = await Shop();
        await shop.Bind("B", "A");
        await using var connection = await api.Owner.OpenConnectionAsync(Cancel);
        await using var holding = await connection.BeginTransactionAsync(Cancel);
        await Run(connection, "lock table commission_orders in share row exclusive mode");
        var order = shop.Order("o1", "B", Day(2), 10_000);
        const string waiting = """
            select count(*) from pg_locks where not granted and relation = 'commission_orders'::regclass
            """;
        while (await api.Count(waiting) == 0) await Task.Delay(20, Cancel);
        // Somebody else begins after the order and has committed before it promotes.
        await api.Count("select pg_current_xact_id()::text::bigint");
        await holding.CommitAsync(Cancel);
        (await order).Promoted().ShouldBe(["B T1", "A T1"], ignoreOrder: true);
        (await Once(shop, "A")).ShouldBe(0, "A held no tier before the order");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Under_load_the_integrity_check_raises_no_alarm()
    {
        const int events = 25;
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < events; i++) await shop.Bind($"B{i}", $"A{i}");
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                (await (i % 2 == 0 ? shop : other).Order($"w{writer}-{i}", $"W{writer}", Day(2), 100)).Must(201);
        }, Cancel)).ToList();
        foreach (var chunk in Enumerable.Range(0, events).Chunk(5))
            foreach (var answer in await Task.WhenAll(chunk.Select(i =>
                (i % 2 == 0 ? other : shop).Order($"o{i}", $"B{i}", Day(2), 10_000))))
                answer.Promoted().Length.ShouldBe(2);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_missing_bonus_of_a_referrer_who_held_the_tier_before_is_still_found()
    {
        var shop = await Shop();
        await shop.Promote("A", 1, Day(1));
        await shop.Bind("B", "A");
        (await shop.Order("o1", "B", Day(2), 10_000)).Promoted().ShouldContain("B T1");
        (await Once(shop, "A")).ShouldBe(500);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"delete from promotion_bonuses where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldContain("promotions");
    }

    /// <summary>T1 comes from 100.00 of own spend or of the team's: one order lifts buyer and referrer.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await api.Operator(await api.NewShop(), "li", Roles.Operator);
        object[] ways =
        [
            new { metric = "ownNetSpend", atLeast = 10_000 }, new { metric = "teamNetSales", atLeast = 10_000 },
        ];
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new object[]
            {
                new { tierId = "T1", name = "One", conditions = new { any = ways } },
                new { tierId = "T2", name = "Two", conditions = new { metric = "ownNetSpend", atLeast = 9_000_000 } },
                new { tierId = "T3", name = "Three", conditions = new { metric = "approval" } },
            },
        })).Must(200);
        await shop.Publish(ShopSteps.Plan(("rules", new object[]
        {
            ShopSteps.Level("level", (1, "T1", 1_000)),
            new { ruleId = "once", kind = "peerOnce", amountMinor = 500 },
        })));
        return shop;
    }

    private static async Task<long> Once(TestShop shop, string customerId) =>
        (await shop.Get($"/v1/partners/{customerId}/movements")).Must(200).List("data")
            .Where(one => one.TryGetProperty("rule", out var rule) && rule.GetString() == "once")
            .Sum(one => one.GetProperty("amount").GetProperty("amount").GetInt64());

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
