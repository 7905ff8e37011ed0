using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Books;

/// <summary>Every row of a month's journal names what it is booked by, and the rule that earned it.</summary>
public sealed class ExportJournalTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task An_order_its_refunds_and_its_statement_are_named()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "r2", Day(3), 2_000)).Must(201);
        (await shop.RefundPlain("later", "r3", Day(4), 500)).Must(202);
        (await shop.Order("later", "C", Day(5), 5_000)).Must(201);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        var statement = (await shop.Statements("B")).Single().Text("statementId");
        await shop.SetClock(February);
        (await Journal(shop, "2011-01")).ShouldBe(
        [
            "accrued order o1 level/level", "reversed refund r1 level/level", "reversed refund r2 level/level",
            "accrued order later level/level", "reversed refund r3 level/level", "matured order o1 level/level",
            "matured order later level/level", "settled statement " + statement + " /",
        ], ignoreOrder: true, "all at one time, and yet each refund has its own");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chargeback_an_accrual_stop_and_a_fraud_case_are_named_by_what_they_hold_set_free_and_take_back()
    {
        var shop = await Shop();
        var operators = await api.Operator(shop, "olga", [.. Roles.Known]);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Post("/v1/orders/o1/chargebacks", new { chargebackId = "won", openedAt = Day(3) })).Must(200);
        await Decide(shop, "o1", "won", "won");
        (await shop.Order("o2", "C", Day(4), 10_000)).Must(201);
        (await shop.Post("/v1/orders/o2/chargebacks", new { chargebackId = "lost", openedAt = Day(5) })).Must(200);
        await Decide(shop, "o2", "lost", "lost");
        var stop = new { accrualStopId = "brk", scope = "person", target = "B", reason = "r" };
        (await operators.Post("/v1/accrual-stops", stop))
            .Must(201);
        (await shop.Order("o3", "C", Day(7), 10_000)).Must(201);
        (await operators.Post("/v1/accrual-stops/brk/release", new { action = "reject", reason = "r" })).Must(200);
        await shop.SetClock(January);
        (await Journal(shop, "2010-12")).Where(row => row[0] is not 'a' and not 'm').ShouldBe(
        [
            "held chargeback won level/level", "released chargeback won level/level",
            "held chargeback lost level/level", "reversed chargeback lost level/level",
            "held accrualStop brk level/level", "rejected accrualStop brk level/level",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task An_adjustment_and_a_dispute_are_named()
    {
        var shop = await Shop();
        var finance = await api.Operator(shop, "fay", Roles.Finance);
        var approver = await api.Operator(shop, "ann", Roles.Approver);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = "adj-1",
            customerId = "B",
            kind = "credit",
            amount = Pence(5),
            reason = "r",
            document = "d",
        })).Must(201);
        (await approver.Post("/v1/adjustments/adj-1/decision", new { approve = true })).Must(200);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        (await shop.Post("/v1/partners/B/disputes", new
        {
            disputeId = "dsp-1",
            reason = "r",
            statementId = (await shop.Statements("B")).Single().Text("statementId"),
            lineNo = 1,
        })).Must(201);
        await shop.SetClock(February);
        var rows = await Journal(shop, "2011-01");
        rows.ShouldContain("adjusted adjustment adj-1 /");
        rows.ShouldContain("disputed dispute dsp-1 /");
    }

    [Fact]
    public async Task A_dividend_a_project_and_a_promotion_are_named()
    {
        var shop = await api.Operator(await api.NewShop(), "olga", [.. Roles.Known]);
        await shop.WithSpendPlan(("minimumPayout", 0), ("holdDays", 0), ("rules", new object[]
        {
            ShopSteps.Level("level", (1, "T1", 1_000), (1, "T2", 1_000), (1, "T3", 1_000)),
            new { ruleId = "pool", kind = "dividend", poolBps = 100, tier = "T1" },
            new { ruleId = "task", kind = "project" },
            new { ruleId = "thanks", kind = "peerOnce", amountMinor = 700 },
        }));
        await shop.Promote("B", 1, Day(1));
        await shop.Bind("D", "B");
        await shop.Promote("D", 1, Day(2));
        var promotion = (await shop.Get("/v1/partners/D/history")).Must(200).List("data")[0]
            .GetProperty("promotionId").GetString();
        (await api.OpenProject(shop, new
        {
            projectId = "trial",
            content = new
            {
                ruleId = "task",
                goal = "g",
                deadline = February,
                amount = Pence(900),
                split = new[] { new { customerId = "B", bps = 10_000 } },
            },
        })).Must(201);
        (await shop.Post("/v1/projects/trial/acceptance", new { achieved = 1, reason = "done" })).Must(200);
        await shop.SetClock(January);
        (await shop.Post("/v1/dividends", new { month = "2010-12" })).Must(201);
        await shop.SetClock(February);
        var rows = await Journal(shop, "2011-01");
        rows.ShouldContain("accrued dividend 2011-01-01T00:00:00.000000Z pool/dividend");
        rows.ShouldContain("accrued project trial task/project");
        rows.ShouldContain($"accrued promotion {promotion} thanks/peerOnce");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payouts_transfer_is_named_by_the_module_that_made_it()
    {
        var shop = await PayoutShop.In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("p1", 100_000);
        await shop.Payee("p1");
        await shop.Backend.SetClock(PayoutShop.Day(1, 25));
        var batch = await shop.Pay();
        var transfer = (await shop.Transfers(batch)).Single().No;
        await shop.End(batch, "failed");
        await shop.Backend.SetClock(PayoutShop.Day(2, 1));
        (await shop.Finance.Post("/v1/months", new { month = "2026-01" })).Must(201);
        var rows = await Rows(shop.Backend, "2026-01");
        foreach (var booked in new[] { "submitted", "withheld", "returned", "taxReturned" })
            rows.ShouldContain($"{booked} payoutTransfer {transfer} /");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_recorded_before_documents_were_kept_is_named_by_its_order()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);
        (await shop.Post("/v1/orders/o1/chargebacks", new { chargebackId = "cb", openedAt = Day(3) })).Must(200);
        await api.Corrupt($"delete from order_changes where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update holds set journal_id = null where shop_id = {shop.ShopKey}");
        await shop.SetClock(January);
        var rows = await Journal(shop, "2010-12");
        rows.ShouldContain("reversed order o1 level/level");
        rows.ShouldContain("held order o1 level/level");
    }

    [Fact]
    public async Task The_integrity_check_finds_a_movement_without_a_document()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await api.Corrupt($"""
            insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
                subject_id, occurred_at, recorded_at)
            select shop_id, 1, 'GBP', customer_key, 'expense', 'available', 5, 'restored', 999999999, now(), now()
            from customers where shop_id = {shop.ShopKey} and customer_id = 'B'
            """);
        (await shop.FailedChecks()).ShouldContain("documents");
    }

    private static async Task Decide(TestShop shop, string orderId, string chargebackId, string outcome) =>
        (await shop.Post(
            $"/v1/orders/{orderId}/chargebacks/{chargebackId}/outcome", new { outcome, decidedAt = Day(6) })).Must(200);

    /// <summary>Closes a month and reads its journal's rows as event, document and rule.</summary>
    private async Task<string[]> Journal(TestShop shop, string month)
    {
        var finance = await api.Operator(shop, "closer", Roles.Finance);
        (await finance.Post("/v1/months", new { month })).Must(201);
        return [.. (await Rows(shop, month)).Where(row => !row.Contains(" tier-", StringComparison.Ordinal))];
    }

    private static async Task<string[]> Rows(TestShop shop, string month)
    {
        var rows = (await shop.Get($"/v1/months/{month}/journal/csv")).Must(200).Body
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        string Cell(string[] row, string name) => row[Array.IndexOf(rows[0], name)];
        return
        [
            .. rows.Skip(1).Select(row => $"{Cell(row, "event")} {Cell(row, "documentKind")} {Cell(row, "documentId")} "
                + $"{Cell(row, "rule")}/{Cell(row, "ruleKind")}"),
        ];
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
