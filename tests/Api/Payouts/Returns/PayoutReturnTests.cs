using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Returns;

/// <summary>A bank sends back what it had paid (退票): reported by one person, booked when another approves.</summary>
public sealed class PayoutReturnTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_returned_payment_is_owed_again_tax_and_all_and_paid_by_the_next_batch()
    {
        var (shop, payee, transfer) = await Paid();
        var report = (await Report(shop, transfer)).Must(201);
        (report.Text("status"), report.Text("customerId"), report.Text("reportedBy"))
            .ShouldBe(("waiting", "lina", "fay"));
        (await State(shop)).ShouldBe("paid", "nobody has approved it");
        (await shop.Batch()).Refused(409, "NOTHING_TO_PAY");
        (await Decide(shop, transfer.No)).Must(200).Text("status").ShouldBe("approved");

        var seen = (await shop.Backend.Get("/v1/customers/lina/payouts")).Must(200).List("data").Single();
        seen.GetProperty("state").GetString().ShouldBe("returned");
        seen.GetProperty("reason").GetString().ShouldBe("account closed");
        seen.TryGetProperty("returnedAt", out _).ShouldBeTrue();
        var lina = await shop.Backend.Partner("lina");
        (lina.Minor("paid"), lina.Minor("payable")).ShouldBe((0, 160_000));
        (await shop.Balance(api, "taxPayable"), await shop.Balance(api, "clearing")).ShouldBe((0, 0));
        (await shop.Backend.Get($"/v1/payees/{payee}/tax-months/2026-01")).Must(200).Minor("withheld").ShouldBe(0);

        var again = await shop.Pay();
        Sums(again).ShouldBe((160_000, 16_000, 144_000));
        (await shop.Transfers(again)).Single().No.ShouldNotBe(transfer.No);
        await shop.End(again);
        (await shop.Backend.Partner("lina")).Minor("paid").ShouldBe(144_000);
        (await shop.Finance.Get("/v1/payout-returns?status=approved")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Finance.Get("/v1/payout-returns?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_return_after_the_months_end_changes_the_month_that_was_taxed_and_the_open_books()
    {
        var (shop, payee, transfer) = await Paid();
        await shop.Backend.SetClock(Day(2, 3));
        var closed = (await shop.Finance.Post("/v1/months", new { month = "2026-01" })).Must(201);
        (await Report(shop, transfer)).Must(201);
        (await Decide(shop, transfer.No)).Must(200);
        Sums(await shop.Pay()).ShouldBe((160_000, 16_000, 144_000), "February's only payment");
        (await Withheld(shop, payee, "2026-01"), await Withheld(shop, payee, "2026-02")).ShouldBe((0, 16_000));
        (await shop.Finance.Get("/v1/months/2026-01")).Must(200).Text("hash").ShouldBe(closed.Text("hash"));
        await shop.Backend.SetClock(Day(3, 2));
        (await shop.Finance.Post("/v1/months", new { month = "2026-02" })).Must(201);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_was_paid_by_a_bank_comes_back_all_of_it_and_by_two_persons()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        await shop.Payee("lina");
        var batch = await shop.Pay();
        var transfer = (await shop.Transfers(batch)).Single();
        (await Report(shop, transfer)).Refused(409, "TRANSFER_NOT_PAID");
        (await Decide(shop, transfer.No)).Status.ShouldBe(404);
        await shop.End(batch);
        (await Report(shop, transfer with { Net = 143_999 })).Refused(422, "AMOUNT_DIFFERS").Pointer
            .ShouldBe("#/net/amount");
        (await Report(shop, transfer with { No = "scnone" })).Status.ShouldBe(404);
        (await Report(shop, transfer, reason: " ")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/reason");
        (await Report(shop, transfer)).Must(201);
        var both = await api.Operator(shop.Backend, "fay", Roles.Finance, Roles.Approver);
        (await both.Post($"/v1/payout-transfers/{transfer.No}/returns/decision", new { approve = true }))
            .Refused(403, "SAME_PERSON");
        (await Decide(shop, transfer.No, false)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/note");
        (await State(shop)).ShouldBe("paid");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wechat_transfer_does_not_come_back()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var transfer = (await shop.Transfers(await shop.Pay())).Single();
        await api.Corrupt($"update payout_transfers set channel = 'wechat' where shop_id = {shop.Backend.ShopKey}");
        (await Report(shop, transfer)).Refused(409, "CHANNEL_RETURNS_NOTHING");
    }

    [Fact]
    public async Task Reporting_and_deciding_again_change_nothing_and_a_rejected_report_may_be_followed_by_another()
    {
        var (shop, _, transfer) = await Paid();
        (await Report(shop, transfer)).Must(201);
        (await Report(shop, transfer)).Must(200);
        (await Report(shop, transfer, reason: "another")).Refused(409, "RETURN_REPORTED");
        (await Decide(shop, transfer.No, false, "the money is there")).Must(200).Text("status").ShouldBe("rejected");
        (await Decide(shop, transfer.No, false, "the money is there")).Must(200);
        (await Decide(shop, transfer.No)).Refused(409, "RETURN_DECIDED").Pointer.ShouldBe("#/approve");
        (await Report(shop, transfer, reason: "another")).Must(201);
        var first = (await Decide(shop, transfer.No)).Must(200);
        (await Decide(shop, transfer.No)).Must(200).Body.ShouldBe(first.Body);
        (await Report(shop, transfer, reason: "another")).Must(200).Text("status").ShouldBe("approved");
        (await Decide(shop, transfer.No, false, "no")).Refused(409, "RETURN_DECIDED");
        (await shop.Balance(api, "settled")).ShouldBe(160_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reported_decided_and_paid_at_once_the_money_comes_back_once()
    {
        var (shop, _, transfer) = await Paid();
        var reports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Report(shop, transfer)));
        reports.Count(answer => answer.Status == 201).ShouldBe(1);
        reports.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 200);
        var decisions = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Decide(shop, transfer.No, i % 2 == 0, "seen")));
        decisions.Select(answer => answer.Status).Distinct().Order().ShouldBe([200, 409]);
        var back = decisions[0].Status == 200;
        (await shop.Balance(api, "settled")).ShouldBe(back ? 160_000 : 0);
        (await shop.Balance(api, "paid")).ShouldBe(back ? 0 : 144_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update payout_returns set approved = false", "payoutStates")]
    [InlineData("update payout_returns set decided_by = reported_by", "payoutStates")]
    [InlineData("update movements set amount = amount - 1 where event = 'returned' and", "payoutBooks")]
    public async Task The_integrity_check_finds_a_corrupted_return(string sql, string check)
    {
        var (shop, _, transfer) = await Paid();
        (await Report(shop, transfer)).Must(201);
        (await Decide(shop, transfer.No)).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"{sql}{(sql.EndsWith("and") ? "" : " where")} shop_id = {shop.Backend.ShopKey}");
        (await shop.Backend.FailedChecks()).ShouldContain(check);
    }

    /// <summary>Li Na was paid 1,600.00 in January, of which 160.00 were withheld.</summary>
    private async Task<(PayoutShop Shop, string PayeeId, (string No, long Net) Transfer)> Paid()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        var payee = await shop.Payee("lina");
        var batch = await shop.Pay();
        await shop.End(batch);
        return (shop, payee, (await shop.Transfers(batch)).Single());
    }

    private static Task<Answer> Report(
        PayoutShop shop, (string No, long Net) transfer, string reason = "account closed") =>
        shop.Finance.Post(
            $"/v1/payout-transfers/{transfer.No}/returns",
            new { net = Fen(transfer.Net), reason, document = "advice 7" });

    private static Task<Answer> Decide(PayoutShop shop, string transferNo, bool approve = true, string? note = null) =>
        shop.Approver.Post($"/v1/payout-transfers/{transferNo}/returns/decision", new { approve, note });

    private static async Task<string> State(PayoutShop shop) =>
        (await shop.Backend.Get("/v1/customers/lina/payouts")).Must(200).List("data").Single()
            .GetProperty("state").GetString()!;

    private static async Task<long> Withheld(PayoutShop shop, string payee, string month) =>
        (await shop.Backend.Get($"/v1/payees/{payee}/tax-months/{month}")).Must(200).Minor("withheld");
}
