using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Time;

/// <summary>
/// Instances of a live shop whose clocks differ: whatever one of them records lies in a period that is still open, and
/// every commission is in one statement.
/// </summary>
public sealed class ClockDifferenceTests(TestApi api) : IClassFixture<TestApi>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(120)]
    [InlineData(600)]
    public async Task An_instance_that_is_behind_records_nothing_in_a_settled_period(int seconds)
    {
        var (shop, right) = await Live();
        var behind = shop.Through(await api.Instance(new Shifted(TimeSpan.FromSeconds(-seconds))));
        (await Order(right, "o1", -700)).Must(201);
        (await right.Settle(Now)).Must(201).Minor("total").ShouldBe(1_000);

        (await Order(behind, "o2", -700)).Must(201);
        (await behind.Post("/v1/orders/o1/refunds", Refund("r1", 5_000))).Must(201);
        await Task.Delay(50, Cancel);
        (await right.Settle(Now)).Must(201).Minor("total").ShouldBe(500);
        (await right.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(120)]
    [InlineData(600)]
    public async Task An_instance_that_is_ahead_closes_no_period_into_which_others_still_record(int seconds)
    {
        var (shop, right) = await Live();
        var ahead = shop.Through(await api.Instance(new Shifted(TimeSpan.FromSeconds(seconds))));
        (await Order(ahead, "o1", -700)).Must(201);
        (await ahead.Settle(Now.AddSeconds(seconds - 1))).Must(201);
        (await Order(right, "o2", -700)).Must(201);
        (await right.Post("/v1/orders/o1/refunds", Refund("r1", 5_000))).Must(201);
        (await right.FailedChecks()).ShouldBeEmpty();
        await Task.Delay(1_100, Cancel);
        (await ahead.Settle(Now.AddSeconds(seconds))).Must(201);
        var statements = await right.Statements("p");
        statements.Sum(statement => statement.Minor("total")).ShouldBe(1_500);
        (await right.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_steps_back_records_nothing_in_a_settled_period()
    {
        var (shop, _) = await Live();
        var clock = new Shifted(TimeSpan.Zero);
        var stepping = shop.Through(await api.Instance(clock));
        (await Order(stepping, "o1", -700)).Must(201);
        (await stepping.Settle(Now)).Must(201).Minor("total").ShouldBe(1_000);
        clock.By = TimeSpan.FromSeconds(-90);
        (await Order(stepping, "o2", -700)).Must(201);
        clock.By = TimeSpan.Zero;
        await Task.Delay(50, Cancel);
        (await stepping.Settle(Now)).Must(201).Minor("total").ShouldBe(1_000);
        (await stepping.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_left_out_by_whatever_cause_is_in_the_next_statement()
    {
        var (_, right) = await Live();
        (await Order(right, "o1", -700)).Must(201);
        (await right.Settle(Now)).Must(201).Minor("total").ShouldBe(1_000);
        (await Order(right, "o2", -700)).Must(201);
        // As an earlier release recorded it on an instance that was behind.
        await api.Corrupt($"""
            update movements set recorded_at = recorded_at - interval '10 minutes' where order_key = (
                select order_key from orders where shop_id = {right.ShopKey} and order_id = 'o2')
            """);
        await api.Corrupt($"""
            update commission_orders set matures_at = matures_at - interval '10 minutes'
            where shop_id = {right.ShopKey} and order_id = 'o2'
            """);
        (await right.FailedChecks()).ShouldNotContain("settledBalances");
        await Task.Delay(50, Cancel);
        (await right.Settle(Now)).Must(201).Minor("total").ShouldBe(1_000);
        (await right.FailedChecks()).ShouldNotContain("settledBalances");
        (await right.Settle(Now)).Must(201).Minor("total").ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(0.3, 200)]
    [InlineData(5, 503)]
    [InlineData(-5, 503)]
    public async Task An_instance_whose_clock_differs_from_the_databases_is_not_ready(double seconds, int status)
    {
        var instance = await api.Instance(new Shifted(TimeSpan.FromSeconds(seconds)));
        var answer = (await new Client(instance, "none").Get("/health/ready")).Must(status);
        if (status == 503) answer.Refused(503, "CLOCK_DIFFERS").Text("detail")
            .ShouldContain(seconds > 0 ? "ahead of the database's" : "behind the database's");
    }

    /// <summary>A shop with a partner p, whose friend f buys; from now on a live one.</summary>
    private async Task<(TestShop Shop, TestShop Right)> Live()
    {
        var now = Now;
        var sandbox = await (await api.NewShop(now: now.AddDays(-2))).WithSpendPlan(
            ("holdDays", 0), ("minimumPayout", 0));
        (await sandbox.Order("own", "p", now.AddDays(-1), 10_000)).Must(201);
        await sandbox.Bind("f", "p");
        await api.Corrupt($"""
            update shops set sandbox = false, clock_at = null where shop_id = {sandbox.ShopKey}
            """);
        var live = new TestShop(
            sandbox.Url, sandbox.Key.Replace("sk_test", "sk_live", StringComparison.Ordinal), sandbox.ShopId);
        return (live, live.Through(await api.Instance()));
    }

    private static Task<Answer> Order(TestShop shop, string orderId, int seconds) =>
        shop.Order(orderId, "f", Now.AddSeconds(seconds), 10_000);

    private static object Refund(string refundId, long amount) => new
    {
        refundId,
        refundedAt = Now.AddSeconds(-650),
        amount = TestShop.Pence(amount),
    };

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public TimeSpan By { get; set; } = by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
