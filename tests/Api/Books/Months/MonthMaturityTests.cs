using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Books.Months;

/// <summary>A closed month holds as matured what had matured by its end, whoever touched it and whenever.</summary>
public sealed class MonthMaturityTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task What_nobody_has_touched_is_available_at_the_months_end_and_what_is_inside_its_hold_is_not()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January.AddDays(3));
        var month = (await Close(finance, "2010-12")).Must(201);
        Closing(month).ShouldBe(["available 1000", "expense -3000", "pending 2000"]);
        var matured = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")
            .Where(one => one.GetProperty("event").GetString() == "matured").ShouldHaveSingleItem();
        (matured.GetProperty("occurredAt").GetDateTimeOffset(), matured.GetProperty("recordedAt").GetDateTimeOffset())
            .ShouldBe((Day(16), Day(16)), "with its own time");
        (await shop.Get("/v1/months/2010-12/journal/csv")).Must(200).Body.ShouldContain(",matured,");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("refund")]
    [InlineData("settlement")]
    [InlineData("chargeback")]
    public async Task Whoever_books_a_maturity_after_the_months_end_books_it_into_the_month(string who)
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January.AddDays(3));
        if (who == "refund") (await shop.RefundPlain("o1", "r", January.AddDays(3), 4_000)).Must(201);
        if (who == "settlement") (await shop.Settle(January)).Must(201);
        if (who == "chargeback")
            (await shop.Post("/v1/orders/o1/chargebacks", new { chargebackId = "c", openedAt = January.AddDays(3) }))
                .Must(200);
        Closing((await Close(finance, "2010-12")).Must(201))
            .ShouldBe(["available 1000", "expense -3000", "pending 2000"], "the rest was recorded in January");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_ageing_shows_no_debt_that_the_list_of_debts_denies()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.RefundPlain("o1", "r", January.AddDays(1), 4_000)).Must(201);
        await shop.SetClock(February);
        (await shop.Get("/v1/debts")).Must(200).List("data").ShouldBeEmpty();
        (await Close(finance, "2011-01")).Must(201);
        var groups = (await shop.Get("/v1/months/2011-01/ageing")).Must(200).List("groups");
        groups.ShouldNotContain(group => group.GetProperty("side").GetString() == "debt");
        groups.ShouldContain(group => group.GetProperty("account").GetString() == "available"
            && group.GetProperty("amount").GetProperty("amount").GetInt64() == 1_600);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Statements_have_the_same_bytes_and_the_month_the_same_balances_whichever_was_made_first()
    {
        var bodies = new List<string>();
        foreach (var closesFirst in new[] { true, false })
        {
            var (shop, finance) = await Shop();
            await shop.SetClock(February.AddDays(2));
            if (closesFirst) await CloseBoth(finance);
            (await shop.Settle(January)).Must(201);
            (await shop.Settle(February)).Must(201);
            if (!closesFirst) await CloseBoth(finance);
            bodies.Add(string.Join('\n', (await shop.Statements("B")).Select(statement => statement.Body)));
            foreach (var month in new[] { "2010-12", "2011-01" })
                bodies[^1] += (await shop.Get($"/v1/months/{month}/trial-balance/csv")).Must(200).Body;
            (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        }
        bodies[0].WithoutShop().ShouldBe(bodies[1].WithoutShop());

        static async Task CloseBoth(TestShop finance)
        {
            (await Close(finance, "2010-12")).Must(201);
            (await Close(finance, "2011-01")).Must(201);
        }
    }

    [Fact]
    public async Task What_a_period_or_a_promotion_paid_has_matured_by_the_months_end_too()
    {
        var shop = await (await api.Operator(
                await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator, Roles.Finance))
            .WithSpendPlan(("rules", new object[]
            {
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
                new { ruleId = "once", kind = "peerOnce", amountMinor = 500 },
            }));
        await shop.Promote("A", 1, Day(1));
        await shop.Bind("B", "A");
        await shop.Promote("B", 1, Day(2));
        await shop.SetClock(Day(5));
        (await shop.Post("/v1/dividends", new { periodStart = Day(1), periodEnd = Day(5) })).Must(201);
        await shop.SetClock(January.AddDays(2));
        Closing((await Close(shop, "2010-12")).Must(201)).ShouldBe(["available 2500", "expense -2500"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_accrual_stop_released_after_the_month_sets_free_what_has_matured(bool ofTheRule)
    {
        var shop = await (await api.Operator(
                await api.NewShop(), "li", Roles.Operator, Roles.Finance, Roles.Support)).WithSpendPlan();
        await api.ReleaseAlone(shop);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Post("/v1/accrual-stops", new
        {
            accrualStopId = "b",
            scope = ofTheRule ? "rule" : "person",
            target = ofTheRule ? "level" : "B",
            reason = "r",
        })).Must(201);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(January.AddDays(2));
        (await shop.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "r" })).Must(200);
        Closing((await Close(shop, "2010-12")).Must(201)).ShouldBe(["expense -1000", "held 1000"]);
        (await shop.Partner("B")).Minor("available").ShouldBe(1_000);
        (await shop.RefundPlain("o1", "r", January.AddDays(2), 4_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("available"), partner.Minor("pending"), partner.Minor("held")).ShouldBe((600, 0, 0));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Closed_while_refunds_touch_the_orders_everything_has_matured_once()
    {
        var (shop, finance) = await Shop(orders: 30);
        var other = shop.Through(await api.Instance());
        await shop.SetClock(January.AddDays(3));
        var refunds = Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            (i % 2 == 0 ? shop : other).RefundPlain($"m{i}", $"r{i}", January.AddDays(3), 100)));
        var closed = await Task.WhenAll(
            Close(finance, "2010-12"), Close(finance, "2010-12"), shop.Settle(January), Close(finance, "2010-12"));
        (await refunds).ShouldAllBe(answer => answer.Status == 201);
        closed.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 200);
        Closing(closed[0]).ShouldBe(["available 4000", "expense -6000", "pending 2000"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_integrity_check_finds_what_a_closed_month_holds_as_pending_and_had_matured()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January.AddDays(3));
        (await Close(finance, "2010-12")).Must(201);
        await api.Corrupt($"""
            delete from movements where shop_id = {shop.ShopKey} and event = 'matured'
            """);
        (await shop.FailedChecks()).ShouldContain("monthMaturity");
        (shop, finance) = await Shop();
        await shop.SetClock(January.AddDays(3));
        (await Close(finance, "2010-12")).Must(201);
        await api.Corrupt($"""
            update movements set recorded_at = recorded_at - interval '1 second'
            where shop_id = {shop.ShopKey} and event = 'matured'
            """);
        (await shop.FailedChecks()).ShouldBe(["monthMaturity"]);
    }

    /// <summary>
    /// B has earned 1,000 that matures in December, 2,000 that matures in January, and 100 by each more order.
    /// </summary>
    private async Task<(TestShop Shop, TestShop Finance)> Shop(int orders = 0)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        for (var i = 0; i < orders; i++) (await shop.Order($"m{i}", "C", Day(3), 1_000)).Must(201);
        (await shop.Order("o2", "C", Day(20), 20_000)).Must(201);
        return (shop, await api.Operator(shop, "finance", Roles.Finance));
    }

    private static Task<Answer> Close(TestShop shop, string month) => shop.Post("/v1/months", new { month });

    private static string[] Closing(Answer month) => [.. month.List("accounts").Select(one =>
        $"{one.GetProperty("account").GetString()} {one.GetProperty("closing").GetProperty("amount")}")
        .Where(one => !one.EndsWith(" 0", StringComparison.Ordinal))];
}
