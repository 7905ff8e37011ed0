using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Balances;

/// <summary>Who owes what, and since when.</summary>
public sealed class ListDebtsTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_debt_is_as_old_as_the_fall_of_the_balance_below_nothing()
    {
        var shop = await Settled();
        (await Debts(shop)).ShouldBeEmpty();
        (await shop.RefundPlain("o1", "r1", January.AddDays(3), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "r2", January.AddDays(5), 2_345)).Must(201);
        await shop.SetClock(January.AddDays(10).AddHours(1));
        (await Debts(shop)).ShouldBe([$"B 334 {January.AddDays(3):O} 7"]);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201);
        (await Debts(shop)).ShouldBe([$"B 334 {January.AddDays(3):O} 28"], "a run carries it as it is");
    }

    [Fact]
    public async Task Income_that_matures_ends_a_debt_at_that_moment_and_the_next_one_is_young()
    {
        var shop = await Settled();
        (await shop.RefundPlain("o1", "r1", January.AddDays(1), 5_000)).Must(201);
        (await shop.Order("o2", "C", January.AddDays(2), 5_000)).Must(201);
        await shop.SetClock(January.AddDays(16).AddSeconds(-1));
        (await Debts(shop)).ShouldBe([$"B 500 {January.AddDays(1):O} 14"], "its hold has not ended");
        await shop.SetClock(January.AddDays(16));
        (await Debts(shop)).ShouldBeEmpty("nobody has booked that, and nothing is owed all the same");
        (await shop.RefundPlain("o1", "r2", January.AddDays(20), 100)).Must(201);
        (await Debts(shop)).ShouldBe([$"B 10 {January.AddDays(20):O} 0"]);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201);
        (await Debts(shop)).ShouldBe([$"B 10 {January.AddDays(20):O} 11"], "maturity was booked late");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Adjustments_make_debts_lessen_and_end_them()
    {
        var shop = await Settled();
        var (finance, approver) = (await api.Operator(shop, "finance", Roles.Finance),
            await api.Operator(shop, "approver", Roles.Approver));
        async Task Adjust(string id, string kind, long amount)
        {
            (await finance.Post("/v1/adjustments", new
            {
                adjustmentId = id,
                customerId = "B",
                kind,
                amount = Pence(amount),
                reason = "why",
                document = "paper",
            })).Must(201);
            (await approver.Post($"/v1/adjustments/{id}/decision", new { approve = true })).Must(200);
        }

        await shop.SetClock(January.AddDays(1));
        await Adjust("a", "debit", 300);
        await shop.SetClock(January.AddDays(4));
        await Adjust("b", "repayment", 100);
        (await Debts(shop)).ShouldBe([$"B 200 {January.AddDays(1):O} 3"]);
        await Adjust("c", "writeOff", 200);
        (await Debts(shop)).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Debts_come_in_pages()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        for (var i = 0; i < 5; i++)
        {
            await shop.Chain(Day(1), ($"C{i}", 0), ($"B{i}", 1));
            (await shop.Order($"o{i}", $"C{i}", Day(2), 1_000 * (i + 1))).Must(201);
        }
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        foreach (var i in new[] { 4, 3, 1, 0 })
            (await shop.RefundPlain($"o{i}", $"r{i}", January.AddDays(1), 1_000)).Must(201);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await shop.Get($"/v1/debts?limit=1{cursor}")).Must(200);
            seen.AddRange(page.List("data").Select(Told));
            cursor = page.Json.GetProperty("hasMore").GetBoolean() ? $"&cursor={page.Text("nextCursor")}" : null;
        }
        while (cursor is not null);
        seen.ShouldBe(new[] { 0, 1, 3, 4 }.Select(i => $"B{i} 100 {January.AddDays(1):O} 0"));
        (await (await api.NewShop()).Get("/v1/debts")).Must(200).List("data").ShouldBeEmpty();
    }

    private async Task<TestShop> Settled()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(2_000);
        return shop;
    }

    private static async Task<string[]> Debts(TestShop shop) =>
        [.. (await shop.Get("/v1/debts")).Must(200).List("data").Select(Told)];

    private static string Told(JsonElement debt) =>
        $"{debt.GetProperty("customerId")} {debt.GetProperty("debt").GetProperty("amount")} "
        + $"{debt.GetProperty("since").GetDateTimeOffset():O} {debt.GetProperty("ageDays")}";
}
