using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Taxes;

/// <summary>Tax on payouts as they are booked: by payee and month of payment, whatever the transfers.</summary>
public sealed class PayoutTaxTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Four_payments_of_800_in_a_month_bear_the_tax_of_3200()
    {
        var shop = await In(api, "cnLaborPerMonth");
        for (var day = 1; day <= 4; day++) await shop.Earn("lina", 80_000, Day(1, day, 8));
        var id = await shop.Payee("lina");
        var taxes = new List<long>();
        for (var day = 16; day <= 19; day++)
        {
            await shop.Settle(Day(1, day));
            taxes.Add((await shop.Pay()).Minor("tax"));
        }
        taxes.ShouldBe([0, 16_000, 16_000, 16_000]);
        var month = (await shop.Backend.Get($"/v1/payees/{id}/tax-months/2026-01")).Must(200);
        (month.Minor("gross"), month.Minor("withheld"), month.Minor("periodDue")).ShouldBe((320_000, 48_000, 48_000));
        (await shop.Balance(api, "taxPayable")).ShouldBe(48_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_customers_with_one_identity_bear_the_tax_of_one_person()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("lina", 80_000, Day(1, 1, 8));
        await shop.EarnAndSettle("lina-shop", 80_000);
        (await shop.Payee("lina")).ShouldBe(await shop.Payee("lina-shop"));
        Sums(await shop.Pay()).ShouldBe((160_000, 16_000, 144_000));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_after_the_months_end_leaves_the_month_in_which_it_was_submitted()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("lina", 400_000, Day(1, 1, 8));
        var id = await shop.Payee("lina");
        await shop.Settle(Day(1, 31, 23));
        var january = await shop.Pay();
        Sums(january).ShouldBe((400_000, 64_000, 336_000));
        await shop.Backend.SetClock(Day(2, 1, 1));
        await shop.End(january, "failed");
        (await Month(shop, id, "2026-01")).ShouldBe((0, 0));
        (await Month(shop, id, "2026-02")).ShouldBe((0, 0));
        (await shop.Balance(api, "taxPayable")).ShouldBe(0);
        Sums(await shop.Pay()).ShouldBe((400_000, 64_000, 336_000), "it is February's income now");
        (await Month(shop, id, "2026-02")).ShouldBe((400_000, 64_000));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payout_above_the_cap_is_several_transfers_and_one_taxable_event()
    {
        var shop = await In(api, "cnLaborPerMonth", new
        {
            accountPauseDays = 3,
            taxMode = "cnLaborPerMonth",
            manualTransferCap = 100_000,
        });
        await shop.EarnAndSettle("lina", 400_000);
        await shop.Payee("lina");
        var batch = await shop.Pay();
        Sums(batch).ShouldBe((400_000, 64_000, 336_000));
        var transfers = await shop.Transfers(batch);
        transfers.Select(transfer => transfer.Net).ShouldBe([84_000, 84_000, 84_000, 84_000]);
        transfers.Select(transfer => transfer.No)
            .ShouldAllBe(no => no.Length <= 32 && no.All(char.IsAsciiLetterOrDigit));
        (await shop.Results(batch, $"{transfers[0].No},84000,failed,,closed", $"{transfers[1].No},84000,paid,B1,"))
            .Must(201);
        (await shop.Balance(api, "clearing"), await shop.Balance(api, "taxPayable")).ShouldBe((168_000, 48_000));
        (await shop.Backend.Partner("lina")).Minor("payable").ShouldBe(100_000);
        (await shop.Payouts(batch)).Single().GetProperty("state").GetString().ShouldBe("submitted");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_batches_of_one_payee_approved_at_once_add_up_for_the_tax()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("lina", 80_000, Day(1, 1, 8));
        await shop.EarnAndSettle("lina-shop", 80_000);
        await shop.Payee("lina");
        await shop.Payee("lina-shop");
        var batches = new[] { await shop.Batch("manual", "lina"), await shop.Batch("manual", "lina-shop") };
        await Task.WhenAll(batches.Select(async batch => (await shop.Approve(batch)).Must(200)));
        (await shop.Balance(api, "taxPayable")).ShouldBe(16_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_withheld_too_much_is_listed_until_it_is_corrected()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("wangwei", 80_000, Day(1, 1, 8));
        for (var day = 1; day <= 4; day++) await shop.Earn("lina", 80_000, Day(1, day, 8));
        var id = await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        var batches = new List<Answer>();
        for (var day = 16; day <= 19; day++)
        {
            await shop.Settle(Day(1, day));
            batches.Add(await shop.Pay());
        }
        (await Listed(shop, "differs=true")).ShouldBeEmpty();
        var first = (await shop.Payouts(batches[0])).Single(one => one.GetProperty("payeeId").GetString() == id)
            .GetProperty("transfers")[0].GetProperty("transferNo").GetString();
        (await shop.Results(batches[0], $"{first},80000,failed,,closed")).Must(201);

        var month = (await shop.Backend.Get($"/v1/payees/{id}/tax-months/2026-01")).Must(200);
        (month.Minor("periodGross"), month.Minor("periodWithheld"), month.Minor("periodDue"))
            .ShouldBe((240_000, 48_000, 32_000));
        (month.Minor("overWithheld"), month.Minor("underWithheld")).ShouldBe((16_000, 0));
        (await Listed(shop, "limit=1")).Length.ShouldBe(1, "of two");
        (await Listed(shop, "")).Length.ShouldBe(2);
        var differing = (await Listed(shop, "differs=true")).ShouldHaveSingleItem();
        differing.GetRawText().ShouldBe(month.Body, "the same object as the payee's own");
        (await shop.Backend.Get("/v1/tax-months/2026-1")).Refused(404, "MONTH_NOT_FOUND");
        (await shop.Backend.Get("/v1/tax-months/2026-01?differs=odd")).Refused(400, "MALFORMED_REQUEST").Pointer
            .ShouldBe("?differs");

        (await shop.Finance.Post("/v1/adjustments", new
        {
            adjustmentId = "back",
            customerId = "lina",
            kind = "taxRefund",
            amount = Fen(16_000),
            reason = "the first payment failed",
            document = "list of January",
            taxMonth = "2026-01",
        })).Must(201);
        (await shop.Approver.Post("/v1/adjustments/back/decision", new { approve = true })).Must(200);
        (await Listed(shop, "differs=true")).ShouldBeEmpty();
        (await shop.Finance.Put("/v1/payout-settings", new { accountPauseDays = 3, taxMode = "external" })).Must(200);
        (await Listed(shop, "differs=true")).ShouldBeEmpty("another mode now made January no wrong");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<JsonElement[]> Listed(PayoutShop shop, string query) =>
        (await shop.Backend.Get($"/v1/tax-months/2026-01?{query}")).Must(200).List("data");

    [Fact]
    public async Task A_statement_shows_the_tax_that_it_would_bear_now()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 400_000);
        var statement = (await shop.Backend.Statements("lina")).Single().Text("statementId");
        var preview = (await shop.Backend.Get($"/v1/statements/{statement}/payout-preview")).Must(200);
        (preview.Minor("payout", "tax"), preview.Minor("payout", "net")).ShouldBe((64_000, 336_000));
    }

    private static async Task<(long Gross, long Withheld)> Month(PayoutShop shop, string payeeId, string month)
    {
        var answer = (await shop.Backend.Get($"/v1/payees/{payeeId}/tax-months/{month}")).Must(200);
        return (answer.Minor("gross"), answer.Minor("withheld"));
    }
}
