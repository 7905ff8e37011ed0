using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>A run made a month late writes what it would have written, and statements are chained by their
/// hashes.</summary>
public sealed class LateSettlementTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset[] Ends = [.. Enumerable.Range(0, 4).Select(month =>
        new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(month))];

    [Fact]
    public async Task A_late_run_gives_the_same_bytes_and_hashes()
    {
        var (prompt, late) = (await Shop(), await Shop());
        for (var month = 0; month < Ends.Length; month++)
        {
            await Month(prompt, month);
            await prompt.SetClock(Ends[month]);
            (await prompt.Settle(Ends[month])).Must(201);
        }
        for (var month = 0; month < Ends.Length; month++) await Month(late, month);
        await late.SetClock(Ends[^1].AddMonths(1));
        foreach (var end in Ends) (await late.Settle(end)).Must(201);

        var (due, made) = (await Everything(prompt), await Everything(late));
        due.Count.ShouldBeGreaterThan(6);
        made.Select(ShopSteps.WithoutShop).ShouldBe(due.Select(ShopSteps.WithoutShop));
        (await prompt.FailedChecks()).ShouldBeEmpty();
        (await late.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_statements_hash_is_over_its_bytes_and_names_the_one_before()
    {
        var shop = await Shop();
        for (var month = 0; month < 3; month++)
        {
            await Month(shop, month);
            await shop.SetClock(Ends[month]);
            (await shop.Settle(Ends[month])).Must(201);
        }
        var listed = (await shop.Get("/v1/partners/B/statements")).Must(200).List("data");
        var statements = await shop.Statements("B");
        statements.Length.ShouldBeGreaterThanOrEqualTo(2);
        var previous = "";
        for (var i = 0; i < statements.Length; i++)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statements[i].Body)));
            listed[i].GetProperty("hash").GetString().ShouldBe(hash);
            listed[i].GetProperty("previousHash").GetString().ShouldBe(previous);
            statements[i].Text("previousHash").ShouldBe(previous);
            statements[i].Headers["ETag"].ShouldBe($"\"{hash}\"");
            statements[i].List("lines").Sum(line => line.GetProperty("amount").GetProperty("amount").GetInt64())
                .ShouldBe(statements[i].Minor("total"));
            previous = hash;
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        await shop.Bind("D", "B");
        await shop.Bind("E", "C");
        return shop;
    }

    /// <summary>
    /// Sales across the month, returns of this month's and of the month's before (matured and paid out, or not), a
    /// balance below the minimum, and an order that nobody completes.
    /// </summary>
    private static async Task Month(TestShop shop, int month)
    {
        var start = Ends[month].AddMonths(-1);
        (await shop.Order($"{month}a", "C", start.AddDays(2), 20_005)).Must(201);
        (await shop.Order($"{month}b", "D", start.AddDays(2), 3_333, 1)).Must(201);
        (await shop.OpenOrder($"{month}c", "C", start.AddDays(3), 7_777)).Must(201);
        if (month > 0) (await shop.RefundPlain($"{month - 1}a", $"{month}r", start.AddDays(4), 12_345)).Must(201);
        (await shop.Order($"{month}d", "D", start.AddDays(20), 10_000)).Must(201);
        (await shop.RefundUnits($"{month}b", $"{month}s", start.AddDays(21), "2", 1)).Must(201);
        if (month > 0) (await shop.RefundLine($"{month - 1}d", $"{month}t", start.AddDays(22), "1", 9_999)).Must(201);
        (await shop.RefundPlain($"{month}d", $"{month}u", start.AddDays(24), 1)).Must(201);
    }

    private static async Task<List<string>> Everything(TestShop shop)
    {
        var all = new List<string> { (await shop.Get("/v1/settlements")).Must(200).Body };
        foreach (var partner in new[] { "A", "B" })
        {
            all.Add((await shop.Get($"/v1/partners/{partner}/statements")).Must(200).Body);
            all.AddRange((await shop.Statements(partner)).Select(statement => statement.Body));
        }
        return all;
    }
}
