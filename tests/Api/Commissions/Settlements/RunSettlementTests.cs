using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>What a run puts into statements, what it carries, and what it refuses.</summary>
public sealed class RunSettlementTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);
    private static readonly DateTimeOffset March = January.AddMonths(2);

    [Fact]
    public async Task A_refund_before_maturity_waits_with_its_commission_for_the_next_period()
    {
        var shop = await Shop(("minimumPayout", 0));
        (await shop.Order("o1", "C", Day(20), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.RefundPlain("o1", "r1", Day(24), 4_000)).Must(201);
        await shop.SetClock(February);
        Sum(await shop.Settle(January)).ShouldBe((0, 0));
        Sum(await shop.Settle(February)).ShouldBe((1, 600));
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem();
        Lines(statement).ShouldBe(["accrued 1000", "reversed -400"]);
        statement.Minor("carriedIn").ShouldBe(0, "nothing was eligible before");
        (await shop.Partner("B")).Minor("settled").ShouldBe(600);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_refunded_whole_before_it_matured_is_in_no_statement()
    {
        var shop = await Shop(("minimumPayout", 1));
        (await shop.Order("o1", "C", Day(20), 10_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(24), 10_000)).Must(201);
        await shop.SetClock(February);
        Sum(await shop.Settle(January)).ShouldBe((0, 0));
        Sum(await shop.Settle(February)).ShouldBe((0, 0));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_nobody_has_shipped_is_in_no_statement_and_the_books_agree()
    {
        var shop = await Shop(("minimumPayout", 0), ("reportsShipments", true));
        (await shop.OpenOrder("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await shop.SetClock(February);
        Sum(await shop.Settle(February)).ShouldBe((0, 0));
        (await shop.Partner("B")).Minor("pending").ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_balance_below_the_minimum_is_carried_and_paid_when_it_reaches_it()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 9_990)).Paid().ShouldBe(["B 999"]);
        await shop.SetClock(January);
        Sum(await shop.Settle(January)).ShouldBe((0, 0));
        (await shop.Partner("B")).Minor("available").ShouldBe(999);
        (await shop.Order("o2", "C", January, 10)).Paid().ShouldBe(["B 1"]);
        await shop.SetClock(February);
        Sum(await shop.Settle(February)).ShouldBe((1, 1_000));
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem();
        statement.Minor("carriedIn").ShouldBe(999);
        statement.Minor("carriedOut").ShouldBe(0);
        Lines(statement).ShouldBe(["accrued 999", "accrued 1"]);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_after_the_statement_is_a_debt_that_later_income_pays()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        await shop.SetClock(January);
        Sum(await shop.Settle(January)).ShouldBe((1, 2_000));
        (await shop.RefundPlain("o1", "r1", January.AddDays(3), 15_000)).Must(201);
        var debtor = await shop.Partner("B");
        debtor.Minor("available").ShouldBe(-1_500);
        debtor.Minor("settled").ShouldBe(2_000);
        debtor.Minor("net").ShouldBe(500);
        (await shop.Order("o2", "C", January.AddDays(4), 20_000)).Must(201);
        await shop.SetClock(February);
        Sum(await shop.Settle(February)).ShouldBe((0, 0), "2,000 less a debt of 1,500 is below the minimum");
        (await shop.Order("o3", "C", February, 10_000)).Must(201);
        await shop.SetClock(March);
        Sum(await shop.Settle(March)).ShouldBe((1, 1_500));
        var statements = await shop.Statements("B");
        statements.Length.ShouldBe(2);
        statements[1].Minor("carriedIn").ShouldBe(500);
        Lines(statements[1]).ShouldBe(["reversed -1500", "accrued 2000", "accrued 1000"]);
        (await shop.Partner("B")).Minor("settled").ShouldBe(3_500);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_debt_alone_is_carried_on_from_run_to_run()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        await shop.SetClock(January);
        Sum(await shop.Settle(January)).ShouldBe((1, 2_000));
        (await shop.RefundPlain("o1", "r1", January.AddDays(3), 20_000)).Must(201);
        await shop.SetClock(March);
        Sum(await shop.Settle(February)).ShouldBe((0, 0));
        Sum(await shop.Settle(March)).ShouldBe((0, 0));
        (await shop.Partner("B")).Minor("available").ShouldBe(-2_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_again_answers_the_same_and_two_at_once_make_one_set()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        await shop.SetClock(January);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? shop : other).Settle(January)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.IsReplayed()).ShouldBe(1);
        var again = await shop.Settle(January);
        again.Must(201).Body.ShouldBe(answers[0].Body);
        (await shop.Post("/v1/settlements", new { month = "2010-12" })).Must(201).Body.ShouldBe(again.Body);
        (await shop.Statements("B")).Length.ShouldBe(1);
        (await shop.Get("/v1/settlements")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_period_that_is_not_over_and_one_before_another_run_are_refused()
    {
        var shop = await Shop();
        await shop.SetClock(January);
        (await shop.Settle(January.AddTicks(10))).Refused(422, "PERIOD_NOT_OVER").Pointer.ShouldBe("#/periodEnd");
        (await shop.Settle(January)).Must(201);
        (await shop.Settle(January.AddTicks(-10))).Refused(409, "SETTLED_LATER").Pointer.ShouldBe("#/periodEnd");
        (await shop.Post("/v1/settlements", new { month = "2010-11" })).Refused(409, "SETTLED_LATER");
        (await shop.Post("/v1/settlements", new { month = "2010-13" })).Status.ShouldBe(422);
        (await shop.Post("/v1/settlements", new { })).Status.ShouldBe(422);
        (await shop.Get("/v1/settlements")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_minimum_is_that_of_the_version_in_force_at_the_periods_last_instant()
    {
        var shop = await Shop();
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 0)), January);
        (await shop.Order("o1", "C", Day(2), 5_000)).Must(201);
        await shop.SetClock(February);
        Sum(await shop.Settle(January.AddTicks(-10))).ShouldBe((0, 0));
        Sum(await shop.Settle(January)).ShouldBe((0, 0), "the version begins with the next period");
        Sum(await shop.Settle(February)).ShouldBe((1, 500));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan([("minimumPayout", 1_000), .. changes]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static (long Statements, long Total) Sum(Answer run) =>
        (run.Must(201).Number("statements"), run.Minor("total"));

    private static string[] Lines(Answer statement) => [.. statement.List("lines").Select(line =>
        $"{line.GetProperty("event").GetString()} {line.GetProperty("amount").GetProperty("amount").GetInt64()}")];
}
