using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Planning;

/// <summary>A payout nets what has matured by time, whether anything has booked that or not.</summary>
public sealed class NettingTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("none", 0)]
    [InlineData("cnLaborPerMonth", 4_000)]
    public async Task A_debt_that_income_has_ended_by_time_holds_nothing_back(string taxMode, long tax)
    {
        var shop = await Shop(taxMode);
        await shop.Backend.SetClock(Day(2, 21));
        (await shop.Backend.Partner("lina")).Minor("available").ShouldBe(10_000);
        (await shop.Backend.Get("/v1/debts")).Must(200).List("data").ShouldBeEmpty();
        var batch = (await shop.Batch()).Must(201);
        (batch.Minor("settled"), batch.Minor("reversed")).ShouldBe((100_000, 0));
        Sums(batch).ShouldBe((100_000, tax, 100_000 - tax));
        await Touch(shop, "b");
        var touched = (await shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}")).Must(200);
        touched.Body.ShouldBe(batch.Body, "a booking changes nothing of what is due");
        Sums((await shop.Approve(batch)).Must(200)).ShouldBe((100_000, tax, 100_000 - tax));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty((await shop.Backend.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Inside_the_hold_the_debt_is_held_back_and_what_matures_before_the_approval_changes_the_total()
    {
        var shop = await Shop();
        await shop.Backend.SetClock(Day(2, 14));
        var batch = (await shop.Batch()).Must(201);
        Sums(batch).Gross.ShouldBe(60_000, "40,000 are owed");
        await shop.Backend.SetClock(Day(2, 21));
        (await shop.Approve(batch)).Refused(409, "TOTAL_CHANGED");
        var seen = (await shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}")).Must(200);
        Sums((await shop.Approve(seen)).Must(200)).Gross.ShouldBe(100_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_of_the_debt_that_income_has_not_ended_is_held_back()
    {
        var shop = await Shop();
        (await shop.Backend.Post("/v1/orders/a/refunds", new
        {
            refundId = "more",
            refundedAt = Day(2, 3),
            amount = Fen(300_000),
        })).Must(201);
        await shop.Backend.SetClock(Day(2, 21));
        (await shop.Backend.Partner("lina")).Minor("available").ShouldBe(-20_000);
        var batch = (await shop.Batch()).Must(201);
        (batch.Minor("reversed"), batch.Minor("gross")).ShouldBe((20_000, 80_000));
        await Touch(shop, "b");
        Sums((await shop.Approve(batch)).Must(200)).Gross.ShouldBe(80_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Named_people_and_bonuses_without_an_order_are_netted_by_time_too()
    {
        var shop = await Shop(rules:
        [
            ShopSteps.Level("level", (1, "T1", 1_000)),
            new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
        ]);
        await shop.Backend.SetClock(Day(2, 3));
        var pool = (await shop.Backend.Post("/v1/dividends", new { month = "2026-01" })).Must(201).List("pools")[0]
            .GetProperty("pool").GetProperty("amount").GetInt64();
        pool.ShouldBeGreaterThan(0);
        (await shop.Backend.Post("/v1/orders/a/refunds", new
        {
            refundId = "rest",
            refundedAt = Day(2, 3),
            amount = Fen(600_000),
        })).Must(201);
        await shop.Backend.SetClock(Day(2, 21));
        // The friend who has bought so much holds a tier as well.
        var available = -100_000 + 50_000 + (pool / 2);
        (await shop.Backend.Partner("lina")).Minor("available").ShouldBe(available);
        var batch = (await shop.Batch("manual", "lina")).Must(201);
        batch.Minor("reversed").ShouldBe(Math.Max(-available, 0));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_others_touch_the_orders_no_approval_pays_another_total()
    {
        var shop = await Shop();
        await shop.Backend.SetClock(Day(2, 21));
        var batch = (await shop.Batch()).Must(201);
        var other = shop with { Backend = shop.Backend.Through(await api.Instance()) };
        var answers = await Task.WhenAll(
            shop.Approve(batch), Touch(shop, "a"), Touch(other, "b"), shop.Approve(batch), Touch(other, "a", "again"));
        answers[0].Must(200).Minor("gross").ShouldBe(100_000);
        (await shop.Balance(api, "clearing")).ShouldBe(100_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_read_sees_whether_maturity_has_been_booked()
    {
        var shop = await Shop();
        var backend = shop.Backend;
        await Order(shop, "c", Day(2, 2), 70_000);
        (await backend.Post("/v1/orders/c/chargebacks", new { chargebackId = "cb", openedAt = Day(2, 2) })).Must(200);
        await Order(shop, "d", Day(2, 2), 10_000);
        (await backend.Post("/v1/orders/d/after-sales", new { caseId = "s", openedAt = Day(2, 3) })).Must(200);
        await Order(shop, "young", Day(2, 10), 30_000);
        await backend.SetClock(Day(2, 21));
        var batch = (await shop.Batch()).Must(201).Text("batchId");
        await backend.SetClock(Day(3, 2));
        var before = await Reads(shop, batch);
        foreach (var order in new[] { "a", "b", "c", "d", "young" }) await Touch(shop, order);
        (await Reads(shop, batch)).ShouldBe(before);
        (await shop.Finance.Post("/v1/months", new { month = "2026-02" })).Must(201);
        (await Reads(shop, batch)).ShouldBe(before, "nor whether a month was closed");
        await shop.Settle(Day(3, 2));
        (await backend.FailedChecks()).ShouldBeEmpty((await backend.Get("/v1/integrity")).Body);
    }

    /// <summary>
    /// Lina's statement of 31 January is 100,000; then 40,000 of it are taken back, and an order earns 50,000 that
    /// matures on 15 February.
    /// </summary>
    private async Task<PayoutShop> Shop(string taxMode = "none", object[]? rules = null)
    {
        var shop = await In(api, taxMode);
        if (rules is not null)
        {
            var li = await api.Operator(shop.Backend, "li", Roles.Operator);
            await li.Publish(ShopSteps.Plan(("rules", rules)), Day(1, 1));
        }
        await Order(shop, "own", Day(1, 1), 10_000, "lina");
        await shop.Backend.Bind("friend", "lina");
        await Order(shop, "a", Day(1, 1, 2), 1_000_000);
        await shop.Settle(Day(2, 1));
        await shop.Payee("lina");
        await Order(shop, "b", Day(2, 1), 500_000);
        (await shop.Backend.Post("/v1/orders/a/refunds", new
        {
            refundId = "r",
            refundedAt = Day(2, 1, 2),
            amount = Fen(400_000),
        })).Must(201);
        return shop;
    }

    /// <summary>A refund of shipping, which moves no commission.</summary>
    private static async Task<Answer> Touch(PayoutShop shop, string order, string refund = "touch") =>
        (await shop.Backend.Post($"/v1/orders/{order}/refunds", new
        {
            refundId = $"{refund}-{order}",
            refundedAt = Day(2, 11),
            shipping = Fen(1),
        })).Must(201);

    private static async Task Order(
        PayoutShop shop, string orderId, DateTimeOffset at, long amount, string customerId = "friend") =>
        (await shop.Backend.Post("/v1/orders", new
        {
            orderId,
            customerId,
            paidAt = at,
            completedAt = at,
            shipping = Fen(10),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Fen(amount) } },
        })).Must(201);

    private static async Task<string[]> Reads(PayoutShop shop, string batch)
    {
        string[] paths =
        [
            "/v1/partners", "/v1/partners/lina", "/v1/debts", "/v1/maturity-calendar", "/v1/holds",
            "/v1/orders/a/commission", "/v1/orders/b/commission", "/v1/orders/c/commission",
            "/v1/orders/young/commission", $"/v1/payout-batches/{batch}", $"/v1/payout-batches/{batch}/payouts",
            "/v1/customers/lina/payouts", "/v1/settlements", "/v1/partners/lina/statements",
        ];
        var answers = new List<string>();
        foreach (var path in paths)
            answers.Add($"{path}: {(await shop.Finance.Get(path)).Must(200).Body}");
        var statement = (await shop.Backend.Statements("lina"))[0].Text("statementId");
        answers.Add((await shop.Finance.Get($"/v1/statements/{statement}/payout-preview")).Must(200).Body);
        var totals = (await shop.Finance.Get("/v1/reports/totals")).Must(200).Json;
        return [.. answers, totals.GetProperty("commissions").ToString()];
    }
}
