using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Taxes;

/// <summary>Tax withheld wrongly is put right by two persons, for its month, and later tax knows of it.</summary>
public sealed class TaxCorrectionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Tax_given_back_leaves_its_month_and_the_months_next_payment_knows()
    {
        var (shop, payee) = await Taxed();
        (await Ask(shop, "back", "taxRefund", 6_000)).Must(201).Text("taxMonth").ShouldBe("2026-01");
        (await Withheld(shop, payee)).ShouldBe(16_000, "nobody has approved it");
        (await Decide(shop, "back")).Must(200);
        (await Withheld(shop, payee)).ShouldBe(10_000);
        (await shop.Balance(api, "taxPayable")).ShouldBe(10_000);
        var lina = await shop.Backend.Partner("lina");
        (lina.Minor("paid"), lina.Minor("payable"), lina.Minor("available")).ShouldBe((150_000, 0, 0));
        await shop.Earn("lina", 80_000, Day(1, 3, 8));
        await shop.Settle(Day(1, 18));
        Sums(await shop.Pay()).ShouldBe((80_000, 22_000, 58_000), "32,000 on 240,000, of which 10,000 are withheld");
        (await shop.Backend.Statements("lina")).Last().Body.ShouldNotContain("taxRefund");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_paid_in_later_counts_for_its_month_also_after_the_months_end()
    {
        var (shop, payee) = await Taxed();
        await shop.Backend.SetClock(Day(2, 3));
        (await Ask(shop, "in", "taxCharge", 1_000)).Must(201);
        (await Decide(shop, "in")).Must(200);
        (await Withheld(shop, payee)).ShouldBe(17_000);
        (await Withheld(shop, payee, "2026-02")).ShouldBe(0);
        (await shop.Backend.Partner("lina")).Minor("paid").ShouldBe(143_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_never_withheld_is_not_given_back_and_a_month_is_named()
    {
        var (shop, payee) = await Taxed();
        (await Ask(shop, "a", "taxRefund", 1, null)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/taxMonth");
        (await Ask(shop, "a", "taxRefund", 1, "2026-1")).Refused(422, "VALIDATION_FAILED");
        (await Ask(shop, "a", "credit", 1, "2026-01")).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/taxMonth");
        (await Ask(shop, "much", "taxRefund", 16_001)).Must(201);
        (await Decide(shop, "much")).Refused(422, "ADJUSTMENT_EXCEEDS_TAX");
        (await Ask(shop, "soon", "taxRefund", 1, "2026-02")).Must(201);
        (await Decide(shop, "soon")).Refused(422, "TAX_MONTH_NOT_BEGUN");
        (await Ask(shop, "again", "taxRefund", 1)).Must(201);
        (await Ask(shop, "again", "taxRefund", 1, "2025-12")).Refused(409, "ADJUSTMENT_ID_REUSED");
        (await Withheld(shop, payee)).ShouldBe(16_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_month_gives_back_no_more_than_was_withheld_for_it()
    {
        var (shop, payee) = await Taxed();
        await shop.EarnAndSettle("lina", 160_000, month: 2);
        await shop.End(await shop.Pay());
        (await shop.Balance(api, "taxPayable")).ShouldBe(32_000, "both months together");
        (await Ask(shop, "much", "taxRefund", 16_001)).Must(201);
        (await Decide(shop, "much")).Refused(422, "ADJUSTMENT_EXCEEDS_TAX");
        (await Ask(shop, "before", "taxRefund", 1, "2025-12")).Must(201);
        (await Decide(shop, "before")).Refused(422, "ADJUSTMENT_EXCEEDS_TAX");
        (await Ask(shop, "part", "taxRefund", 6_000)).Must(201);
        (await Decide(shop, "part")).Must(200);
        (await Ask(shop, "rest", "taxRefund", 10_001)).Must(201);
        (await Decide(shop, "rest")).Refused(422, "ADJUSTMENT_EXCEEDS_TAX");
        (await Ask(shop, "charge", "taxCharge", 500)).Must(201);
        (await Decide(shop, "charge")).Must(200);
        (await Ask(shop, "left", "taxRefund", 10_500)).Must(201);
        (await Decide(shop, "left")).Must(200);
        (await Withheld(shop, payee)).ShouldBe(0);
        (await Withheld(shop, payee, "2026-02")).ShouldBe(16_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_of_a_payment_that_failed_later_is_not_given_back_for_its_month()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        await shop.Payee("lina");
        var january = await shop.Pay();
        await shop.EarnAndSettle("lina", 160_000, month: 2);
        await shop.End(await shop.Pay());
        await shop.End(january, "failed");
        (await shop.Balance(api, "taxPayable")).ShouldBe(16_000);
        (await Ask(shop, "back", "taxRefund", 1)).Must(201);
        (await Decide(shop, "back")).Refused(422, "ADJUSTMENT_EXCEEDS_TAX");
    }

    [Fact]
    public async Task Of_corrections_approved_at_once_none_gives_back_more_than_was_withheld()
    {
        var (shop, payee) = await Taxed();
        foreach (var id in new[] { "a", "b" }) (await Ask(shop, id, "taxRefund", 10_000)).Must(201);
        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Decide(shop, i % 2 == 0 ? "a" : "b")));
        decided.Count(answer => answer.Status == 200).ShouldBe(4, "one of the two, however often");
        decided.Count(answer => answer.Status == 422).ShouldBe(4);
        (await Withheld(shop, payee)).ShouldBe(6_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>Li Na was paid 1,600.00 in January, of which 160.00 were withheld.</summary>
    private async Task<(PayoutShop Shop, string PayeeId)> Taxed()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        var payee = await shop.Payee("lina");
        var batch = await shop.Pay();
        Sums(batch).ShouldBe((160_000, 16_000, 144_000));
        await shop.End(batch);
        return (shop, payee);
    }

    private static Task<Answer> Ask(
        PayoutShop shop, string adjustmentId, string kind, long amount, string? taxMonth = "2026-01") =>
        shop.Finance.Post("/v1/adjustments", new
        {
            adjustmentId,
            customerId = "lina",
            kind,
            amount = Fen(amount),
            reason = "wrong table",
            document = "return of January",
            taxMonth,
        });

    private static Task<Answer> Decide(PayoutShop shop, string adjustmentId) =>
        shop.Approver.Post($"/v1/adjustments/{adjustmentId}/decision", new { approve = true });

    private static async Task<long> Withheld(PayoutShop shop, string payee, string month = "2026-01") =>
        (await shop.Backend.Get($"/v1/payees/{payee}/tax-months/{month}")).Must(200).Minor("withheld");
}
