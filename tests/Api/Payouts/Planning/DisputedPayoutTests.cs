using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Planning;

/// <summary>A payout leaves out what is disputed, exactly that, and takes it when it has been answered.</summary>
public sealed class DisputedPayoutTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_is_disputed_stays_behind_and_goes_out_with_the_next_payout()
    {
        var shop = await Shop();
        var batch = (await shop.Batch()).Must(201);
        (await Dispute(shop, "d1", 2)).Must(201).Minor("held").ShouldBe(4_000);
        (await shop.Approve(batch)).Refused(409, "TOTAL_CHANGED");
        var seen = (await shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}")).Must(200);
        Sums(seen).ShouldBe((10_000, 0, 10_000));
        await shop.End((await shop.Approve(seen)).Must(200));
        (await shop.Batch()).Refused(409, "NOTHING_TO_PAY");
        (await Dispute(shop, "d2", 1)).Must(201).Minor("held").ShouldBe(0, "it has been paid");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        (await Answer(shop, "d1")).Must(200);
        (await Answer(shop, "d2")).Must(200);
        Sums(await shop.Pay()).Gross.ShouldBe(4_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_disputed_of_a_later_statement_takes_nothing_from_an_older_one()
    {
        var shop = await Shop();
        await shop.Earn("lina", 3_000, Day(1, 20));
        await shop.Settle(Day(2, 16));
        var later = (await shop.Backend.Get("/v1/partners/lina/statements")).Must(200).List("data")[1]
            .GetProperty("statementId").GetString()!;
        (await Dispute(shop, "d1", 1, later)).Must(201).Minor("held").ShouldBe(3_000);
        var batch = await shop.Finance.Post(
            "/v1/payout-batches", new { channel = "manual", periodEnd = Day(1, 16) });
        Sums(batch.Must(201)).Gross.ShouldBe(14_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dispute_and_an_approval_at_once_never_take_the_same_money()
    {
        var shop = await Shop();
        var other = shop.Backend.Through(await api.Instance());
        var batch = (await shop.Batch()).Must(201);
        var answers = await Task.WhenAll(
            shop.Approve(batch), Dispute(shop with { Backend = other }, "d1", 2), shop.Approve(batch));
        var (approved, held) = (answers[0].Status == 200, answers[1].Must(201).Minor("held"));
        held.ShouldBe(approved ? 0 : 4_000);
        (await shop.Balance(api, "clearing")).ShouldBe(approved ? 14_000 : 0);
        (await shop.Backend.Partner("lina")).Minor("payable").ShouldBe(approved ? 0 : 10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>Lina has a statement of 10,000 and 4,000.</summary>
    private async Task<PayoutShop> Shop()
    {
        var shop = await In(api);
        await shop.Earn("lina", 10_000, Day(1, 1, 8));
        await shop.Earn("lina", 4_000, Day(1, 1, 12));
        await shop.Settle(Day(1, 16));
        await shop.Payee("lina");
        return shop;
    }

    private static async Task<Answer> Dispute(
        PayoutShop shop, string disputeId, int lineNo, string? statementId = null)
    {
        statementId ??= (await shop.Backend.Get("/v1/partners/lina/statements")).Must(200).List("data")[0]
            .GetProperty("statementId").GetString();
        return await shop.Backend.Post(
            "/v1/partners/lina/disputes", new { disputeId, reason = "why", statementId, lineNo });
    }

    private static Task<Answer> Answer(PayoutShop shop, string disputeId) =>
        shop.Finance.Post($"/v1/disputes/{disputeId}/answer", new { outcome = "rejected", note = "so" });
}
