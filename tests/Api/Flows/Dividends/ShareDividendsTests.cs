using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Dividends;

/// <summary>Dividend pools by period.</summary>
public sealed class ShareDividendsTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_months_pool_is_shared_explained_and_settled_and_the_same_again_is_one()
    {
        var shop = await Shop(Pool());
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("1", "C", Day(5), 9_001)).Must(201);
        await shop.SetClock(January);
        var other = shop.Through(await api.Instance());
        var runs = await Task.WhenAll(Run(shop, "2010-12"), Run(other, "2010-12"), Run(shop, "2010-12"));
        runs.ShouldAllBe(run => run.Status == 201);
        runs.Select(run => run.Body).Distinct().Count().ShouldBe(1);
        var pool = runs[0].List("pools").ShouldHaveSingleItem();
        // Two own orders of 100.00 and one of 90.01: 10 % of 29,001 is 2,900.1.
        Minor(pool, "earned").ShouldBe(29_001);
        Minor(pool, "pool").ShouldBe(2_900);
        var shares = (await shop.Get("/v1/dividends/2011-01-01T00:00:00Z/shares")).Must(200).List("data");
        shares.Select(share =>
                $"{share.GetProperty("customerId")} {Minor(share, "amount")} {share.GetProperty("exact")}")
            .ShouldBe(["A 1450 1450", "B 1450 1450"]);
        (await shop.Partner("A")).Minor("pending").ShouldBe(1_450);
        await shop.SetClock(February);
        (await Run(shop, "2010-12")).Body.ShouldBe(runs[0].Body, "a month later");
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(2_900);
        var line = (await shop.Statements("A")).ShouldHaveSingleItem().List("lines").ShouldHaveSingleItem();
        line.GetProperty("kind").GetString().ShouldBe("dividend");
        line.GetProperty("sourceId").GetString().ShouldBe("2011-01-01T00:00:00.000000Z");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_dry_run_says_what_the_run_will_and_writes_nothing_no_sequence_either()
    {
        var shop = await Shop(Pool(("share", "teamSales")));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("1", "C", Day(5), 9_001)).Must(201);
        (await shop.Order("2", "C", Day(6), 9_002)).Must(201);
        await shop.SetClock(January);
        (await shop.Post("/v1/dividends", new { periodStart = Day(1), periodEnd = Day(6) })).Must(201);
        (await shop.RefundPlain("1", "r", January, 1_000)).Must(201);
        await shop.SetClock(February);
        var before = await Written(shop);
        (await Dry(shop, new { periodEnd = February.AddTicks(10) })).Refused(422, "PERIOD_NOT_OVER");
        (await Dry(shop, new { month = "2011-01" })).Refused(409, "PERIOD_NOT_NEXT");
        var dry = (await Dry(shop, new { periodEnd = February })).Must(200);
        Minor(dry.List("pools").ShouldHaveSingleItem(), "earned").ShouldBe(9_002 - 1_000);
        (await Written(shop)).ShouldBe(before);
        var both = await Task.WhenAll(
            Dry(shop, new { periodEnd = February }), shop.Post("/v1/dividends", new { periodEnd = February }));
        (both[0].Status, both[1].Status).ShouldBe((200, 201));
        both.ShouldAllBe(answer => answer.Body == dry.Body);
        (await Dry(shop, new { periodEnd = February })).Must(200).Body.ShouldBe(dry.Body, "when it has been shared");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Late_refunds_lower_only_the_period_in_which_they_are_booked_and_debts_are_carried()
    {
        var shop = await Shop(Pool());
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("1", "C", Day(5), 50_000)).Must(201);
        await shop.SetClock(January);
        Minor((await Run(shop, "2010-12")).Must(201).List("pools")[0], "pool").ShouldBe(6_000);
        (await shop.RefundPlain("1", "late", January.AddDays(2), 50_000)).Must(201);
        await shop.SetClock(February);
        var second = (await Run(shop, "2011-01")).Must(201).List("pools")[0];
        (Minor(second, "earned"), Minor(second, "pool"), Minor(second, "carriedOut")).ShouldBe((-50_000, 0, -50_000));
        (await shop.Order("2", "C", February.AddDays(1), 60_000)).Must(201);
        await shop.SetClock(February.AddMonths(1));
        var third = (await Run(shop, "2011-02")).Must(201).List("pools")[0];
        (Minor(third, "carriedIn"), Minor(third, "base"), Minor(third, "pool")).ShouldBe((-50_000, 10_000, 1_000));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Team_sales_weigh_by_the_chain_at_payment_and_profit_is_given_by_a_person()
    {
        var shop = await Shop(
            Pool(("share", "teamSales"), ("teamDepth", 1)), Pool(("ruleId", "profit"), ("base", "profit")));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Chain(Day(1), ("E", 0), ("D", 1));
        (await shop.Order("1", "C", Day(5), 3_000)).Must(201);
        (await shop.Order("2", "E", Day(5), 1_000)).Must(201);
        await shop.SetClock(January);
        (await Run(shop, "2010-12")).Refused(422, "PROFIT_MISSING").Pointer.ShouldBe("#/profit");
        var given = new { month = "2010-12", profit = Pence(1_001) };
        (await shop.Post("/v1/dividends", given)).Must(202).Text("preparedBy").ShouldBe("li");
        var run = (await api.Confirm(shop, "/v1/dividends", given)).Must(201);
        (await shop.Post("/v1/dividends", new { month = "2010-12", profit = Pence(1) }))
            .Refused(409, "DIVIDEND_CONFLICT");
        (run.Text("preparedBy"), run.Text("decidedBy")).ShouldBe(("li", "confirms"));
        var shares = (await shop.Get("/v1/dividends/2011-01-01T00:00:00Z/shares")).Must(200).List("data");
        // 10 % of 24,000 by 3:1, and 10 % of 1,001 in halves.
        shares.Select(share =>
                $"{share.GetProperty("ruleId")} {share.GetProperty("customerId")} {Minor(share, "amount")}")
            .ShouldBe(["pool B 1800", "pool D 600", "profit B 50", "profit D 50"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_profit_may_be_shared_by_team_sales()
    {
        var shop = await Shop(Pool(("base", "profit"), ("share", "teamSales")));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Promote("D", 1, Day(1));
        (await shop.Order("1", "C", Day(5), 3_000)).Must(201);
        await shop.SetClock(January);
        var given = new { month = "2010-12", profit = Pence(1_000) };
        (await shop.Post("/v1/dividends", given)).Must(202);
        (await api.Confirm(shop, "/v1/dividends", given)).Must(201);
        (await shop.Get("/v1/dividends/2011-01-01T00:00:00Z/shares")).Must(200).List("data")
            .Select(share => $"{share.GetProperty("customerId")} {Minor(share, "amount")}").ShouldBe(["B 100", "D 0"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Periods_that_are_not_over_overlap_or_leave_a_gap_are_refused_and_nothing_written()
    {
        var shop = await Shop(Pool());
        await shop.SetClock(January);
        (await Run(shop, "2010-11")).Must(201);
        await shop.SetClock(February);
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Run(shop, "2011-02")).Refused(422, "PERIOD_NOT_OVER");
        (await Run(shop, "2010-10")).Refused(409, "SHARED_LATER");
        (await Run(shop, "2011-01")).Refused(409, "PERIOD_NOT_NEXT").Pointer.ShouldBe("#/month");
        (await shop.Post("/v1/dividends", new { periodStart = Day(2), periodEnd = Day(3) }))
            .Refused(409, "PERIOD_NOT_NEXT");
        (await shop.Post("/v1/dividends", new { month = "2010-12", profit = Pence(5) }))
            .Refused(422, "PROFIT_NOT_ASKED");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
        (await shop.Post("/v1/dividends", new { periodEnd = Day(3) })).Must(201);
    }

    [Fact]
    public async Task The_integrity_check_finds_parts_and_bases_that_were_changed()
    {
        foreach (var (change, check) in new[]
        {
            ("update dividend_shares set amount = amount + 1", "bonusSources"),
            ("update dividend_pools set earned = earned + 1", "dividends"),
            ("update dividend_shares set weight = 2", "dividends"),
            ("delete from dividend_orders", "dividends"),
            ("update bonus_sources set matured = true", "bonusBalances"),
            ("update bonus_sources set matures_at = matures_at + interval '1 second'", "maturity"),
        })
        {
            var shop = await Shop(Pool());
            await shop.Promote("B", 1, Day(1));
            await shop.SetClock(January);
            (await Run(shop, "2010-12")).Must(201);
            (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
            await api.Corrupt($"{change} where shop_id = {shop.ShopKey}");
            (await shop.FailedChecks()).ShouldContain(check, change);
        }
    }

    private static Dictionary<string, object> Pool(params (string Name, object Value)[] changes)
    {
        var rule = new Dictionary<string, object>
        {
            ["ruleId"] = "pool",
            ["kind"] = "dividend",
            ["poolBps"] = 1_000,
            ["tier"] = "T1",
        };
        foreach (var (name, value) in changes) rule[name] = value;
        return rule;
    }

    private async Task<(string Rows, long Sources)> Written(TestShop shop) => (
        await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}"),
        await api.Count("select last_value from bonus_source_keys"));

    private static Task<Answer> Dry(TestShop shop, object body) => shop.Post("/v1/dividends?dryRun=true", body);

    private static Task<Answer> Run(TestShop shop, string month) => shop.Post("/v1/dividends", new { month });

    private static long Minor(System.Text.Json.JsonElement part, string name) =>
        part.GetProperty(name).GetProperty("amount").GetInt64();

    private async Task<TestShop> Shop(params object[] rules) =>
        await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator, Roles.Finance))
            .WithSpendPlan(("rules", rules));
}
