using Shouldly;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Flows.Backtests;
using SocialCommerce.Kernel.Text;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Backtests;

/// <summary>Backtests that are cancelled, left by a process that died, and looked for by several instances.</summary>
public sealed class RunBacktestsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_a_dead_process_left_is_begun_again_by_another()
    {
        var (shop, id) = await Held("-1 minute", attempt: 3);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        await api.Instance();
        (await shop.Ended(id)).Text("status").ShouldBe("done");
        (await shop.Get($"/v1/commissions/backtests/{id}/report")).Must(200).Number("orders").ShouldBe(2);
        (await Attempts(id)).ShouldBe(4);
    }

    [Fact]
    public async Task A_job_that_every_process_dies_of_fails_visibly()
    {
        var (shop, id) = await Held("-1 minute", attempt: 5);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        await api.Instance();
        var ended = await shop.Ended(id);
        ended.Text("status").ShouldBe("failed");
        ended.Text("problem").ShouldContain("5 times");
        (await shop.Get($"/v1/commissions/backtests/{id}/report")).Refused(409, "BACKTEST_NOT_DONE");
    }

    [Fact]
    public async Task While_somebody_works_on_it_nobody_else_does_and_it_can_be_cancelled()
    {
        var (shop, id) = await Held("10 minutes", attempt: 1);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        await api.Instance();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        (await shop.Get($"/v1/commissions/backtests/{id}")).Must(200).Text("status").ShouldBe("running");
        (await Attempts(id)).ShouldBe(1);
        var cancelled = (await Cancel(shop, id)).Must(200);
        cancelled.Text("status").ShouldBe("cancelled");
        (await Cancel(shop, id)).Must(200).Body.ShouldBe(cancelled.Body);
        (await shop.Get($"/v1/commissions/backtests/{id}/report")).Refused(409, "BACKTEST_NOT_DONE");
    }

    [Fact]
    public async Task Ten_backtests_wait_or_run_at_once_and_an_eleventh_is_refused()
    {
        var shop = await Shop();
        var draft = await shop.Drafted(ShopSteps.Plan());
        for (var i = 0; i < 10; i++) await shop.Ended(await shop.Backtest(draft));
        await api.Corrupt($"""
            update backtests set status = 'running', report = null, ended_at = null,
                lease_until = now() + interval '1 h'
            where shop_id = {shop.ShopKey}
            """);
        (await shop.Post("/v1/commissions/backtests", new { planId = draft, from = Day(1), to = Day(4, 9) }))
            .Refused(409, "TOO_MANY_BACKTESTS");
        (await api.Count($"select count(*) from backtests where shop_id = {shop.ShopKey}")).ShouldBe(10);
    }

    [Fact]
    public async Task Several_instances_run_every_job_once()
    {
        var shop = await Shop();
        api.Settings.Add($"--{BacktestSchedule.Setting}=20");
        var others = new[] { shop, shop.Through(await api.Instance()), shop.Through(await api.Instance()) };
        var draft = await shop.Drafted(ShopSteps.Plan());
        var ids = await Task.WhenAll(Enumerable.Range(0, 9).Select(i =>
            i % 2 == 0 ? others[i % others.Length].Backtest(draft) : others[i % others.Length].Reevaluate(draft)));
        foreach (var id in ids)
        {
            (await shop.Backtested(id)).Number("orders").ShouldBe(2);
            (await Attempts(id)).ShouldBe(1);
        }
        (await Cancel(shop, ids[0])).Refused(409, "BACKTEST_ENDED");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backtest_that_cannot_be_computed_fails_with_a_reason_and_those_after_it_run(bool isReevaluated)
    {
        var shop = await Shop();
        var other = await Shop();
        (await shop.Order("odd", "C", Day(4), 10_000)).Must(201);
        await api.Corrupt($"""
            update commission_orders set snapshot = jsonb_build_object('chain', 1)
            where shop_id = {shop.ShopKey} and order_id = 'odd'
            """);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        var instance = await api.Instance();
        var (here, there) = (shop.Through(instance), other.Through(instance));
        var draft = await here.Drafted(ShopSteps.Plan());
        var bad = isReevaluated ? await here.Reevaluate(draft) : await here.Backtest(draft);
        var good = (await here.Post("/v1/commissions/backtests", new { planId = draft, from = Day(1), to = Day(3) }))
            .Must(202).Text("backtestId");
        var elsewhere = await there.Backtest(await there.Drafted(ShopSteps.Plan()));
        var ended = await here.Ended(bad);
        (ended.Text("status"), await Attempts(bad)).ShouldBe(("failed", 1));
        ended.Text("problem").ShouldContain("cannot be computed");
        (await here.Ended(good)).Text("status").ShouldBe("done");
        (await there.Ended(elsewhere)).Text("status").ShouldBe("done");
    }

    [Fact]
    public async Task A_backtest_that_the_database_interrupts_is_taken_up_again_and_those_after_it_run_meanwhile()
    {
        var shop = await Shop();
        await api.Execute($"""
            create function interrupts() returns trigger language plpgsql as $$ begin
                if new.orders_read > 0 and new.attempt = 1 and new.backtest_key = (
                    select min(backtest_key) from backtests where shop_id = {shop.ShopKey})
                then raise exception 'interrupted'; end if;
                return new;
            end $$;
            create trigger interrupts before update on backtests for each row execute function interrupts()
            """);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        var here = shop.Through(await api.Instance());
        var draft = await here.Drafted(ShopSteps.Plan());
        var (first, second) = (await here.Backtest(draft), await here.Backtest(draft));
        (await here.Ended(second)).Text("status").ShouldBe("done");
        (await here.Get($"/v1/commissions/backtests/{first}")).Must(200).Text("status").ShouldBe("running");
        await api.Corrupt($"update backtests set lease_until = '2000-01-01' where backtest_key = {Key(first)}");
        (await here.Ended(first)).Text("status").ShouldBe("done");
        (await Attempts(first)).ShouldBe(2);
        await api.Execute("drop function interrupts cascade");
    }

    private static Task<Answer> Cancel(TestShop shop, string id) =>
        shop.Post($"/v1/commissions/backtests/{id}/cancellation", new { reason = "asked for by mistake" });

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(4), 10_000)).Must(201);
        (await shop.Order("late", "C", Day(9), 10_000)).Must(201);
        return shop;
    }

    /// <summary>A job as a process holds it that has taken it up so often, and its lease from now.</summary>
    private async Task<(TestShop Shop, string Id)> Held(string lease, int attempt)
    {
        var shop = await Shop();
        var id = await shop.Backtest(await shop.Drafted(ShopSteps.Plan()));
        await shop.Ended(id);
        await api.Corrupt($"""
            update backtests set status = 'running', report = null, ended_at = null, attempt = {attempt},
                lease_until = now() + interval '{lease}'
            where backtest_key = {Key(id)}
            """);
        return (shop, id);
    }

    private Task<long> Attempts(string id) =>
        api.Count($"select attempt from backtests where backtest_key = {Key(id)}");

    private static long? Key(string id) =>
        PublicId.KeyOf(PlanBacktest.Prefix, id);
}
