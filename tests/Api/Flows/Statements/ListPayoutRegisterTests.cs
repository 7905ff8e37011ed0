using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Flows.Statements;

/// <summary>The payout register and the year's list, which a controller holds against bank and authority.</summary>
public sealed class ListPayoutRegisterTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Every_transfer_is_listed_with_its_statement_name_masked_account_and_bank_reference()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        var payee = await shop.Payee("lina");
        var batch = await shop.Pay();
        var transfer = (await shop.Transfers(batch)).Single();
        (await shop.Results(batch, $"{transfer.No},{transfer.Net},paid,B77,")).Must(201);
        var statement = (await shop.Backend.Statements("lina")).Single().Text("statementId");

        var row = (await Register(shop)).ShouldHaveSingleItem();
        Texts(row, "batchId", "transferNo", "payeeId", "name", "customerId", "account", "channel", "state", "reference")
            .ShouldBe([batch.Text("batchId"), transfer.No, payee, "李娜", "lina", "…2233", "manual", "paid", "B77"]);
        row.GetProperty("statementIds").EnumerateArray().Select(one => one.GetString()).ShouldBe([statement]);
        (Minor(row, "gross"), Minor(row, "tax"), Minor(row, "net")).ShouldBe((160_000, 16_000, 144_000));
        row.GetProperty("paidAt").GetDateTimeOffset().ShouldBe(row.GetProperty("closedAt").GetDateTimeOffset());
        (await shop.Backend.Get("/v1/payout-register")).Must(200).List("data").Single().GetProperty("name").GetString()
            .ShouldBe("李…", "a backend's key sees no legal names");
        var auditor = await api.Operator(shop.Backend, "aud", Roles.Auditor);
        (await auditor.Get("/v1/payout-register")).Must(200).Body.ShouldContain("李娜");

        var file = (await shop.Finance.Get("/v1/payout-register/csv")).Must(200);
        file.Body.ShouldContain(
            $"{batch.Text("batchId")},{transfer.No},{statement},{payee},李娜,lina,…2233,manual,160000,");
        file.Body.Split("\r\n").Length.ShouldBe(3, "a header, a row, and the end");
    }

    [Fact]
    public async Task Transfers_are_found_by_time_and_page_by_page()
    {
        var shop = await In(api);
        await shop.Earn("lina", 1_000, Day(1, 1, 8));
        await shop.EarnAndSettle("wangwei", 2_000);
        await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        await shop.Pay();
        await shop.Earn("lina", 3_000, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        await shop.Pay();
        (await Nets(shop, "")).ShouldBe([1_000, 2_000, 3_000]);
        (await Nets(shop, "?from=2026-02-01T00:00:00%2B08:00")).ShouldBe([3_000]);
        (await Nets(shop, "?to=2026-01-31T16:00:00Z")).ShouldBe([1_000, 2_000]);
        var page = (await shop.Finance.Get("/v1/payout-register?limit=2")).Must(200);
        page.List("data").Length.ShouldBe(2);
        (await Nets(shop, $"?limit=2&cursor={page.Text("nextCursor")}")).ShouldBe([3_000]);
        (await shop.Finance.Get("/v1/payout-register?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"))
            .Refused(422, "PERIOD_INVALID");
        (await shop.Finance.Get("/v1/payout-register/csv?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"))
            .Refused(422, "PERIOD_INVALID");
    }

    [Fact]
    public async Task A_transfer_names_the_oldest_statements_that_nothing_else_that_stands_has_paid()
    {
        var shop = await In(api, settings: new { accountPauseDays = 3, taxMode = "none", manualTransferCap = 700 });
        await shop.EarnAndSettle("lina", 500);
        await shop.Earn("lina", 900, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        await shop.Payee("lina");
        var batch = await shop.Pay();
        var statements = (await shop.Backend.Statements("lina")).Select(one => one.Text("statementId")).ToArray();
        (await Matched(shop)).ShouldBe([statements, [statements[1]]]);
        var transfers = await shop.Transfers(batch);
        (await shop.Results(batch, $"{transfers[0].No},700,failed,,closed", $"{transfers[1].No},700,paid,,")).Must(201);
        await shop.Pay();
        (await Matched(shop))[2].ShouldBe(statements, "what failed gave both back");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"""
            update payout_transfer_statements set amount = amount + 1 where shop_id = {shop.Backend.ShopKey}
            """);
        (await shop.Backend.FailedChecks()).ShouldBe(["payoutMatches"]);
    }

    [Fact]
    public async Task The_years_list_of_a_payee_is_the_sum_of_the_months()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("lina", 160_000, Day(1, 1, 8));
        await shop.EarnAndSettle("wangwei", 60_000);
        var lina = await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        await shop.End(await shop.Pay());
        await shop.Earn("lina", 400_000, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        var failed = await shop.Pay();
        await shop.End(failed, "failed");
        await shop.Backend.SetClock(Day(3, 2));
        await shop.End(await shop.Pay());
        (await shop.Finance.Post("/v1/adjustments", new
        {
            adjustmentId = "back",
            customerId = "lina",
            kind = "taxRefund",
            amount = Fen(1_000),
            reason = "wrong table",
            document = "d",
            taxMonth = "2026-01",
        })).Must(201);
        (await shop.Approver.Post("/v1/adjustments/back/decision", new { approve = true })).Must(200);

        var rows = (await shop.Finance.Get("/v1/payee-income")).Must(200).List("data");
        rows.Length.ShouldBe(2);
        var one = rows.Single(row => row.GetProperty("payeeId").GetString() == lina);
        (Minor(one, "gross"), Minor(one, "tax"), Minor(one, "net")).ShouldBe((560_000, 79_000, 481_000));
        Texts(one, "name", "identityNumber", "kind").ShouldBe(["李娜", "…123X", "person"]);
        var months = one.GetProperty("months").EnumerateArray().ToList();
        months.Select(month => month.GetProperty("taxMonth").GetString()).ShouldBe(["2026-01", "2026-03"]);
        foreach (var name in new[] { "gross", "tax", "net" })
            months.Sum(month => Minor(month, name)).ShouldBe(Minor(one, name));
        foreach (var month in months)
        {
            var shown = (await shop.Finance.Get(
                $"/v1/payees/{lina}/tax-months/{month.GetProperty("taxMonth").GetString()}")).Must(200);
            (shown.Minor("gross"), shown.Minor("withheld")).ShouldBe((Minor(month, "gross"), Minor(month, "tax")));
        }
        var file = (await shop.Finance.Get("/v1/payee-income/csv?year=2026")).Must(200).Body;
        file.ShouldContain($"{lina},person,李娜,…123X,2026,2,560000,79000,481000,CNY");
        (await shop.Finance.Get("/v1/payee-income?year=2025")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Finance.Get("/v1/payee-income?year=0")).Refused(422, "YEAR_INVALID").Pointer.ShouldBe("?year");
        (await shop.Finance.Get("/v1/payee-income?limit=1")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Backend.Get("/v1/payee-income")).Must(200).Body.ShouldNotContain("李娜");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<JsonElement[]> Register(PayoutShop shop, string query = "") =>
        (await shop.Finance.Get($"/v1/payout-register{query}")).Must(200).List("data");

    private static async Task<long[]> Nets(PayoutShop shop, string query) =>
        [.. (await Register(shop, query)).Select(row => Minor(row, "net"))];

    private static async Task<string?[][]> Matched(PayoutShop shop) =>
    [
        .. (await Register(shop)).Select(row =>
            row.GetProperty("statementIds").EnumerateArray().Select(one => one.GetString()).ToArray()),
    ];

    private static string?[] Texts(JsonElement row, params string[] names) =>
        [.. names.Select(name => row.GetProperty(name).GetString())];

    private static long Minor(JsonElement row, string name) => row.GetProperty(name).GetProperty("amount").GetInt64();
}
