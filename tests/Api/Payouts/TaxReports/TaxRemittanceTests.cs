using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.TaxReports;

/// <summary>Withheld tax is paid to the authority: reported by one person, booked when another approves.</summary>
public sealed class TaxRemittanceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_remittance_is_one_movement_that_empties_the_months_tax()
    {
        var (shop, _) = await Taxed();
        (await Months(shop)).ShouldBe([("2026-01", 16_000, 0, 16_000)]);
        var asked = (await Remit(shop, "r1", 16_000)).Must(201);
        (asked.Text("status"), asked.Text("requestedBy")).ShouldBe(("waiting", "fay"));
        (await shop.Balance(api, "taxPayable")).ShouldBe(16_000, "nobody has approved it");
        var approved = (await Decide(shop, "r1")).Must(200);
        (approved.Text("status"), approved.Text("decidedBy")).ShouldBe(("approved", "ann"));
        (await shop.Balance(api, "taxPayable"), await shop.Balance(api, "taxRemitted")).ShouldBe((0, 16_000));
        (await Months(shop)).ShouldBe([("2026-01", 16_000, 16_000, 0)]);
        (await shop.Finance.Get("/v1/tax-remittances?status=approved")).Must(200).List("data").ShouldHaveSingleItem()
            .GetRawText().ShouldBe(approved.Body);
        (await shop.Finance.Get("/v1/tax-remittances?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Finance.Get("/v1/tax-remittances?status=odd")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_books_close_with_the_remittance_under_its_number()
    {
        var (shop, _) = await Taxed();
        (await shop.Finance.Put("/v1/chart-of-accounts", new
        {
            accounts = new[] { new { account = "taxRemitted", number = "2221.09" } },
        })).Must(200);
        (await Remit(shop, "r1", 16_000)).Must(201);
        (await Decide(shop, "r1")).Must(200);
        await shop.Backend.SetClock(Day(2, 3));
        (await shop.Finance.Post("/v1/months", new { month = "2026-01" })).Must(201);
        (await shop.Finance.Get("/v1/months/2026-01/trial-balance/csv")).Must(200).Body
            .ShouldContain("taxRemitted,2221.09,,0,0,0,16000,0,16000,CNY");
        (await shop.Finance.Get("/v1/months/2026-01/journal/csv")).Must(200).Body
            .ShouldContain("taxRemitted,taxPayable,2221.09,16000,CNY,,,taxRemittance,r1,,\r\n");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_is_remitted_than_is_payable_but_for_the_tolerance()
    {
        var (shop, _) = await Taxed();
        (await Remit(shop, "r1", 16_001)).Refused(422, "REMITTANCE_EXCEEDS_TAX").Pointer.ShouldBe("#/amount/amount");
        (await Remit(shop, "r1", 1, "2026-02")).Refused(422, "REMITTANCE_EXCEEDS_TAX");
        (await Remit(shop, "r1", 1, "2026-2")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/month");
        (await shop.Finance.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "cnLaborPerMonth",
            remittanceTolerance = 50,
        })).Must(200);
        (await Remit(shop, "r1", 16_051)).Refused(422, "REMITTANCE_EXCEEDS_TAX");
        (await Remit(shop, "r1", 16_050)).Must(201);
        (await Decide(shop, "r1")).Must(200);
        (await shop.Balance(api, "taxPayable")).ShouldBe(-50);
        await shop.Backend.SetClock(Day(2, 1));
        (await shop.Finance.Put("/v1/shop/clock", new { now = Day(2, 1), mode = "manual" })).Must(200);
        (await Remit(shop, "r2", 1, paidAt: Day(3, 1))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/paidAt");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_remittance_needs_two_persons_and_is_told_and_decided_once()
    {
        var (shop, _) = await Taxed();
        var first = (await Remit(shop, "r1", 10_000)).Must(201);
        (await Remit(shop, "r1", 10_000)).Must(200).Body.ShouldBe(first.Body);
        (await Remit(shop, "r1", 9_000)).Refused(409, "REMITTANCE_ID_REUSED").Pointer.ShouldBe("#/remittanceId");
        var both = await api.Operator(shop.Backend, "fay", Roles.Finance, Roles.Approver);
        (await both.Post("/v1/tax-remittances/r1/decision", new { approve = true })).Refused(403, "SAME_PERSON");
        (await Decide(shop, "r1", false)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/note");
        (await Decide(shop, "none")).Status.ShouldBe(404);
        (await Decide(shop, "r1")).Must(200);
        (await Decide(shop, "r1")).Must(200);
        (await shop.Approver.Post("/v1/tax-remittances/r1/decision", new { approve = false, note = "late" }))
            .Refused(409, "REMITTANCE_DECIDED").Pointer.ShouldBe("#/approve");
        (await shop.Balance(api, "taxRemitted")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_remittances_of_one_month_approved_at_once_only_what_is_payable_goes()
    {
        var (shop, _) = await Taxed();
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Remit(shop, $"r{i % 2}", 10_000)));
        asked.Count(answer => answer.Status == 201).ShouldBe(2);
        var decided = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Decide(shop, $"r{i % 2}")));
        decided.Count(answer => answer.Status == 200).ShouldBe(3, "one of the two, however often");
        decided.Where(answer => answer.Status != 200)
            .ShouldAllBe(answer => answer.Code == "REMITTANCE_EXCEEDS_TAX");
        (await shop.Balance(api, "taxRemitted")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_that_is_returned_after_it_was_remitted_shows_as_less_than_nothing_to_remit()
    {
        var (shop, transfer) = await Taxed();
        (await Remit(shop, "r1", 16_000)).Must(201);
        (await Decide(shop, "r1")).Must(200);
        var path = $"/v1/payout-transfers/{transfer.No}/returns";
        var returned = new { net = Fen(transfer.Net), reason = "closed", document = "advice" };
        (await shop.Finance.Post(path, returned)).Must(201);
        (await shop.Approver.Post($"{path}/decision", new { approve = true })).Must(200);
        (await Months(shop)).ShouldBe([("2026-01", 0, 16_000, -16_000)]);
        (await Remit(shop, "r2", 1)).Refused(422, "REMITTANCE_EXCEEDS_TAX");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update tax_remittances set amount = amount + 1")]
    [InlineData("update tax_remittances set decided_by = requested_by")]
    [InlineData("update movements set amount = amount + 1 where event = 'taxRemitted'")]
    public async Task The_integrity_check_finds_a_corrupted_remittance(string sql)
    {
        var (shop, _) = await Taxed();
        (await Remit(shop, "r1", 16_000)).Must(201);
        (await Decide(shop, "r1")).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"{sql}{(sql.Contains("where") ? " and" : " where")} shop_id = {shop.Backend.ShopKey}");
        (await shop.Backend.FailedChecks()).ShouldBe(["taxRemittances"]);
    }

    /// <summary>Li Na was paid 1,600.00 in January, of which 160.00 were withheld.</summary>
    private async Task<(PayoutShop Shop, (string No, long Net) Transfer)> Taxed()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        await shop.Payee("lina");
        var batch = await shop.Pay();
        await shop.End(batch);
        return (shop, (await shop.Transfers(batch)).Single());
    }

    private static Task<Answer> Remit(
        PayoutShop shop, string remittanceId, long amount, string month = "2026-01", DateTimeOffset? paidAt = null) =>
        shop.Finance.Post("/v1/tax-remittances", new
        {
            remittanceId,
            month,
            amount = Fen(amount),
            paidAt = paidAt ?? Day(1, 16),
            document = "receipt 118",
        });

    private static Task<Answer> Decide(PayoutShop shop, string remittanceId, bool approve = true) =>
        shop.Approver.Post($"/v1/tax-remittances/{remittanceId}/decision", new { approve });

    private static async Task<(string? Month, long Withheld, long Remitted, long Payable)[]> Months(PayoutShop shop) =>
    [
        .. (await shop.Finance.Get("/v1/tax-months")).Must(200).Json.GetProperty("data").EnumerateArray()
            .Select(month => (month.GetProperty("taxMonth").GetString(), Minor(month, "withheld"),
                Minor(month, "remitted"), Minor(month, "payable"))),
    ];

    private static long Minor(System.Text.Json.JsonElement one, string name) =>
        one.GetProperty(name).GetProperty("amount").GetInt64();
}
