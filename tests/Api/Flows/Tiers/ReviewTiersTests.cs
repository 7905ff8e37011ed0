using Npgsql;
using Shouldly;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Kernel.Locking;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>Tiers are looked at again after a new list, a failed upkeep, and a start.</summary>
public sealed class ReviewTiersTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 15;

    [Fact]
    public async Task A_new_list_promotes_whoever_meets_it_then_and_never_earlier()
    {
        var shop = await Shop(Own(50_000));
        foreach (var (below, above) in new[] { ("b", "a"), ("c", "b") }) await shop.Bind(below, above);
        await shop.Order("1", "a", Day(1), 10_000);
        await shop.Order("2", "b", Day(2), 50_000);
        await shop.Order("3", "d", Day(3), 20_000);
        await Put(shop, Own(10_000), Own(50_000));
        await shop.UntilReviewed();
        (await Tiers(shop, "a", "b", "c", "d")).ShouldBe(["T1", "T2", null, "T1"]);
        var entry = (await shop.Get("/v1/partners/a/history")).Must(200).List("data").ShouldHaveSingleItem();
        entry.GetProperty("cause").GetString().ShouldBe("conditions");
        entry.GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(Day(3));
        (await shop.Order("late", "b", Day(2), 100)).Paid().ShouldBeEmpty("paid before the promotion");
        (await shop.Order("5", "b", Day(4), 100)).Paid().ShouldBe(["a 10"]);
        await Sound(shop);
    }

    [Fact]
    public async Task A_list_that_comes_first_has_been_reviewed_and_the_same_list_again_is_no_new_one()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/partner-tiers")).Must(200).Json.GetProperty("reviewed").GetBoolean().ShouldBeTrue();
        (await Put(shop, Own(10_000))).Json.GetProperty("reviewed").GetBoolean().ShouldBeTrue();
        await shop.Order("1", "a", Day(1), 5_000);
        (await Put(shop, Own(10_000))).Json.GetProperty("reviewed").GetBoolean().ShouldBeTrue();
        (await Put(shop, Own(5_000))).Json.GetProperty("reviewed").GetBoolean().ShouldBeFalse();
        await shop.UntilReviewed();
        (await Tiers(shop, "a")).ShouldBe(["T1"]);
    }

    [Fact]
    public async Task Whoever_is_suspended_is_not_promoted_and_nobody_is_lowered()
    {
        var shop = await Shop(Own(10_000), Own(90_000));
        foreach (var id in new[] { "a", "b" }) await shop.Order(id, id, Day(1), 20_000);
        (await shop.Post("/v1/partners/a/suspensions", new { reason = "because" })).Must(200);
        await Put(shop, Own(80_000), Own(15_000));
        await shop.UntilReviewed();
        (await Tiers(shop, "a", "b")).ShouldBe(["T1", "T2"]);
        (await shop.Post("/v1/partners/a/reactivations", new { reason = "because" })).Must(200);
        (await Tiers(shop, "a")).ShouldBe(["T2"]);
    }

    [Fact]
    public async Task Whoever_reaches_a_tier_of_the_new_list_while_it_is_set_holds_it_in_the_end()
    {
        var shop = await Shop(Own(90_000));
        var other = shop.Through(await api.Instance());
        await shop.Order("first", "first", Day(1), 1);
        for (var i = 0; i < Rounds; i++)
        {
            var orders = Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? shop : other)
                .Order($"o{i}-{n}", $"p{i}-{n}", Day(2), 1_000)).ToList();
            await Put(i % 2 == 0 ? other : shop, Own(1_000 - i));
            (await Task.WhenAll(orders)).ShouldAllBe(answer => answer.Status == 201);
            await shop.UntilReviewed();
            (await Tiers(shop, [.. Enumerable.Range(0, 8).Select(n => $"p{i}-{n}")]))
                .ShouldAllBe(tier => tier == "T1", $"round {i}");
            await Put(shop, Own(90_000 + i));
        }
        await Sound(shop);
    }

    [Fact]
    public async Task An_upkeep_that_fails_fails_no_order_and_is_made_up_for()
    {
        api.Settings.Add($"--{TierReviewSchedule.Setting}=100");
        var shop = (await Chain()).Through(await api.Instance());
        await using var hold = await Hold(shop, "d");
        var order = shop.Order("1", "a", Day(1), 10_000);
        while (!order.IsCompleted)
        {
            await api.Count("""
                select count(pg_terminate_backend(pid)) from pg_locks
                where locktype = 'advisory' and not granted
                    and database = (select oid from pg_database where datname = current_database())
                """);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        (await order).Must(201).Promoted().ShouldBe(["a T1", "b T2", "c T3"]);
        (await Tiers(shop, "d")).ShouldBe([null]);
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        await Eventually(shop, "d", "T4");
        await Sound(shop);
    }

    [Fact]
    public async Task A_start_gives_what_a_kill_left_undone_and_nothing_else()
    {
        var shop = await Shop(Own(10_000));
        await shop.Order("1", "a", Day(1), 10_000);
        await shop.Order("2", "b", Day(1), 10_000);
        await Forget(shop, "a");
        await Forget(shop, "b");
        await api.Corrupt($"""
            update commission_orders set shared = true where shop_id = {shop.ShopKey} and order_id = '1'
            """);
        var chain = await Chain();
        await chain.Order("1", "a", Day(1), 10_000);
        await Eventually(chain, "d", "T4");
        await Forget(chain, "d");
        await api.Instance();
        await Eventually(shop, "a", "T1");
        await Eventually(chain, "d", "T4");
        (await Tiers(shop, "b")).ShouldBe([null], "no order under way concerned b as well");
    }

    [Fact]
    public async Task An_order_keeps_whether_another_one_under_way_concerned_the_same_people()
    {
        var shop = await Shop(Own(10_000));
        await shop.Order("alone", "a", Day(1), 1_000);
        await using var hold = await Hold(shop, "a");
        var order = shop.Order("shared", "a", Day(1), 1_000);
        while (await Shared(shop, "shared") == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        (await order).Must(201);
        (await Shared(shop, "alone")).ShouldBe(0);
    }

    /// <summary>Holds a person as an order under way does.</summary>
    private async Task<NpgsqlTransaction> Hold(TestShop shop, string customerId)
    {
        var connection = await api.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = connection.CreateCommand();
        hold.CommandText = $"""
            select pg_advisory_xact_lock({(int)NumberedLock.Tier}, customer_key::int) from customers
            where shop_id = {shop.ShopKey} and customer_id = '{customerId}'
            """;
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return transaction;
    }

    private Task<long> Shared(TestShop shop, string orderId) => api.Count($"""
        select count(*) from commission_orders
        where shop_id = {shop.ShopKey} and order_id = '{orderId}' and shared
        """);

    private Task Forget(TestShop shop, string customerId) => api.Corrupt($"""
        delete from partner_history h using customers c
        where c.shop_id = h.shop_id and c.customer_key = h.customer_key
            and c.shop_id = {shop.ShopKey} and c.customer_id = '{customerId}'
        """);

    private async Task<TestShop> Chain()
    {
        var shop = await Shop(Own(10_000), Partners("T1"), Partners("T2"), Partners("T3"));
        foreach (var (below, above) in new[] { ("a", "b"), ("b", "c"), ("c", "d") }) await shop.Bind(below, above);
        return shop;
    }

    private async Task<TestShop> Shop(params object[] conditions)
    {
        var shop = await api.Operator(await api.NewShop(), "li", Roles.Operator);
        await Put(shop, conditions);
        await shop.Publish(ShopSteps.Plan(
            ("payDepth", 1), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        return shop;
    }

    private static async Task<Answer> Put(TestShop shop, params object[] conditions) =>
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = conditions.Select((one, i) => new
            {
                tierId = $"T{i + 1}",
                name = $"Tier {i + 1}",
                conditions = one,
            }),
        })).Must(200);

    private static object Own(long atLeast) => new { metric = "ownNetSpend", atLeast };

    private static object Partners(string tier) => new { metric = "directPartners", atLeast = 1, tier };

    private static async Task Eventually(TestShop shop, string customerId, string tier)
    {
        for (var tries = 0; tries < 500 && (await Tiers(shop, customerId))[0] != tier; tries++)
            await Task.Delay(20);
        (await Tiers(shop, customerId)).ShouldBe([tier]);
    }

    private static async Task<string?[]> Tiers(TestShop shop, params string[] people)
    {
        var tiers = new List<string?>();
        foreach (var id in people) tiers.Add((await shop.Partner(id)).Tier());
        return [.. tiers];
    }

    private static async Task Sound(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
}
