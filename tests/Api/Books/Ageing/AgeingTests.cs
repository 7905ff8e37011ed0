using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;

namespace SocialCommerce.ApiTests.Books.Ageing;

/// <summary>What is owed and for how long, and what matures when.</summary>
public sealed class AgeingTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_inside_the_hold_is_as_old_as_its_order_and_what_matured_as_its_maturity()
    {
        var (shop, finance) = await Shop(reportsShipments: true);
        (await shop.OpenOrder("a", "C", January.AddDays(-91), 10_000)).Must(201);
        (await shop.OpenOrder("b", "C", January.AddDays(-31), 20_000)).Must(201);
        (await shop.Order("c", "C", January.AddDays(-30), 30_000)).Must(201);
        (await shop.RefundPlain("c", "r", January.AddDays(-1), 6_000)).Must(201);
        await shop.SetClock(January);
        (await finance.Post("/v1/months", new { month = "2010-12" })).Must(201);
        (await Groups(shop, "")).ShouldBe(
            ["liability available 0-30 2400", "liability pending 31-60 2000", "liability pending >90 1000"]);
        (await Groups(shop, "?days=30")).ShouldBe(["liability available 0-30 2400", "liability pending >30 3000"]);
        var file = (await shop.Get("/v1/months/2010-12/ageing/csv?days=90")).Must(200).Body;
        file.ShouldContain("pending,pending,liability,B,>90,1000,GBP\r\n");
        foreach (var days in new[] { "0", "30,30", "60,30", "x", "", "1,2,3,4,5,6,7,8,9,10,11", "99999" })
            (await shop.Get($"/v1/months/2010-12/ageing?days={days}")).Refused(422, "DAYS_INVALID");
    }

    [Fact]
    public async Task What_went_out_is_taken_from_the_oldest_and_the_rest_has_its_age()
    {
        var (shop, finance) = await Shop(minimumPayout: 1_000_000);
        (await shop.Order("a", "C", January.AddDays(-91), 10_000)).Must(201);
        (await shop.Order("b", "C", January.AddDays(-50), 20_000)).Must(201);
        await shop.SetClock(January.AddDays(-20));
        (await shop.Settle(January.AddDays(-20))).Must(201).Minor("total").ShouldBe(0);
        (await shop.RefundPlain("b", "r", January.AddDays(-1), 15_000)).Must(201);
        await shop.SetClock(January);
        (await finance.Post("/v1/months", new { month = "2010-12" })).Must(201);
        (await Groups(shop, "")).ShouldBe(["liability available 31-60 1500"]);
    }

    [Fact]
    public async Task A_debt_stands_beside_what_is_settled_and_has_an_age_of_its_own()
    {
        var (shop, finance) = await Shop();
        (await shop.Order("a", "C", January.AddDays(-80), 10_000)).Must(201);
        await shop.SetClock(January.AddDays(-62));
        (await shop.Settle(January.AddDays(-62))).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.RefundPlain("a", "r", January.AddDays(-40), 7_000)).Must(201);
        await shop.SetClock(January);
        (await finance.Post("/v1/months", new { month = "2010-12" })).Must(201);
        (await Groups(shop, "")).ShouldBe(["debt available 31-60 700", "liability settled 61-90 1000"]);
    }

    [Fact]
    public async Task What_matures_is_shown_on_its_day_where_the_shop_is()
    {
        var shop = await (await api.NewShop(timeZone: "Asia/Shanghai")).WithSpendPlan(("reportsShipments", true));
        await shop.Chain(January.AddDays(-40), ("C", 0), ("B", 1));
        (await shop.Order("gone", "C", January.AddDays(-20), 5_000)).Must(201);
        (await shop.Order("a", "C", January.AddHours(15), 10_000)).Must(201);
        (await shop.Order("b", "C", January.AddHours(16), 20_000)).Must(201);
        (await shop.OpenOrder("c", "C", January.AddHours(16), 40_000)).Must(201);
        (await shop.RefundPlain("b", "r", January.AddHours(17), 5_000)).Must(201);
        var calendar = (await shop.Get("/v1/maturity-calendar")).Must(200);
        calendar.List("days").Select(day =>
            $"{day.GetProperty("date")} {day.GetProperty("amount").GetProperty("amount")}")
            .ShouldBe(["2011-01-15 1000", "2011-01-16 1500"]);
        calendar.Minor("undated").ShouldBe(4_000);
        calendar.Minor("held").ShouldBe(0);
    }

    [Fact]
    public async Task What_is_held_has_a_column_of_its_own_on_its_day_and_dividends_have_their_days()
    {
        var shop = await (await api.Operator(
                await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator, Roles.Finance))
            .WithSpendPlan(("reportsShipments", true), ("payDepth", 1), ("rules", new object[]
            {
                ShopSteps.Level("level", (1, "T1", 1_000)),
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
            }));
        await shop.Chain(January.AddDays(-20), ("C", 0), ("B", 1));
        (await shop.Order("free", "C", January, 1_000)).Must(201);
        (await shop.Order("held", "C", January, 2_000)).Must(201);
        (await shop.OpenOrder("open", "C", January, 4_000)).Must(201);
        (await shop.Order("past", "C", January.AddDays(-20), 8_000)).Must(201);
        foreach (var order in new[] { "held", "open", "past" })
            (await shop.Post($"/v1/orders/{order}/chargebacks", new { chargebackId = order, openedAt = January }))
                .Must(200);
        (await shop.Post("/v1/dividends", new { periodStart = January.AddDays(-30), periodEnd = January })).Must(201);
        var calendar = (await shop.Get("/v1/maturity-calendar")).Must(200);
        // 10 % of B's own 100.00 is shared; past was heard of after the period.
        calendar.List("days").Select(day => $"{day.GetProperty("date")} "
            + $"{day.GetProperty("amount").GetProperty("amount")} {day.GetProperty("held").GetProperty("amount")} "
            + $"{day.GetProperty("people")}").ShouldBe(["2011-01-15 1100 200 1"]);
        calendar.Minor("undated").ShouldBe(0);
        (calendar.Minor("held"), calendar.Minor("heldUndated"), calendar.Minor("heldMatured"))
            .ShouldBe((1_400, 400, 800));
    }

    private async Task<(TestShop Shop, TestShop Finance)> Shop(long minimumPayout = 0, bool reportsShipments = false)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(
            ("minimumPayout", minimumPayout), ("reportsShipments", reportsShipments));
        await shop.Chain(January.AddDays(-100), ("C", 0), ("B", 1));
        return (shop, await api.Operator(shop, "finance", Roles.Finance));
    }

    private static async Task<string[]> Groups(TestShop shop, string query) =>
        [.. (await shop.Get($"/v1/months/2010-12/ageing{query}")).Must(200).List("groups").Select(group =>
            $"{group.GetProperty("side").GetString()} {group.GetProperty("account").GetString()} "
            + $"{group.GetProperty("days").GetString()} {group.GetProperty("amount").GetProperty("amount")}")];
}
