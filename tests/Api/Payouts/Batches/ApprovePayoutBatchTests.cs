using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Batches;

/// <summary>From what statements settled to what is handed to a channel: netted and seen by two persons.</summary>
public sealed class ApprovePayoutBatchTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_statements_settled_goes_out_once()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        Sums(batch).ShouldBe((10_000, 0, 10_000));
        (await shop.Backend.Partner("lina")).Minor("payable").ShouldBe(10_000, "a batch books nothing");
        var approved = (await shop.Approve(batch)).Must(200);
        approved.Text("decidedBy").ShouldBe("ann");
        (await shop.Backend.Partner("lina")).Minor("payable").ShouldBe(0);
        (await shop.Approve(batch)).Must(200).Body.ShouldBe(approved.Body);
        (await shop.Finance.Post($"/v1/payout-batches/{batch.Text("batchId")}/cancellations", new { reason = "late" }))
            .Refused(409, "BATCH_APPROVED");
        (await shop.Batch()).Refused(409, "NOTHING_TO_PAY");
        (await shop.Balance(api, "clearing")).ShouldBe(10_000);
        await shop.End(batch);
        (await shop.Balance(api, "clearing"), await shop.Balance(api, "paid")).ShouldBe((0, 10_000));
        var lina = await shop.Backend.Partner("lina");
        (lina.Minor("settled"), lina.Minor("payable"), lina.Minor("paid")).ShouldBe((10_000, 0, 10_000));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_made_a_batch_does_not_approve_it_also_not_with_another_key()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var both = await api.Operator(shop.Backend, "both", Roles.Finance, Roles.Approver);
        var batch = (await both.Post("/v1/payout-batches", new { channel = "manual" })).Must(201);
        var again = await api.Operator(shop.Backend, "both", Roles.Finance, Roles.Approver);
        (await (shop with { Approver = again }).Approve(batch)).Refused(403, "SAME_PERSON");
        (await (shop with { Approver = shop.Finance }).Approve(batch)).Refused(403, "ROLE_MISSING");
        (await (shop with { Approver = shop.Backend }).Approve(batch)).Refused(403, "PERSON_REQUIRED");
        (await shop.Balance(api, "clearing")).ShouldBe(0);
        (await shop.Approve(batch)).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reversal_since_the_statement_is_shown_and_netted_and_never_twice()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        await Refund(shop, "r1", 60_000, Day(1, 17));
        (await shop.Approve(batch)).Refused(409, "TOTAL_CHANGED").Pointer.ShouldBe("#/total/amount");
        var seen = (await shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}")).Must(200);
        (seen.Minor("settled"), seen.Minor("reversed"), seen.Minor("gross")).ShouldBe((10_000, 6_000, 4_000));
        await shop.End((await shop.Approve(seen)).Must(200));
        (await shop.Batch()).Refused(409, "NOTHING_TO_PAY");
        // The debt is netted by the next statement, and what was held back for it goes out with that.
        await shop.Earn("lina", 9_000, Day(1, 18));
        await shop.Settle(Day(2, 10));
        await shop.End(await shop.Pay());
        (await shop.Balance(api, "paid")).ShouldBe(10_000 - 6_000 + 9_000);
        (await shop.Backend.Partner("lina")).Minor("payable").ShouldBe(0);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Approvals_and_batches_at_once_pay_once()
    {
        var shop = await In(api, "cnLaborPerMonth");
        var other = await api.Instance();
        await shop.Earn("lina", 80_000, Day(1, 1, 8));
        await shop.EarnAndSettle("lina-shop", 80_000);
        await shop.Payee("lina");
        await shop.Payee("lina-shop");
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Batch("manual", "lina", "lina-shop")));
        made.ShouldAllBe(answer => answer.Status == 201);
        var full = made.Where(answer => answer.Minor("gross") > 0).ShouldHaveSingleItem();
        var elsewhere = shop with { Approver = shop.Approver.Through(other) };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? shop : elsewhere).Approve(full)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        (await shop.Balance(api, "clearing"), await shop.Balance(api, "taxPayable")).ShouldBe((144_000, 16_000));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paused_shop_and_one_that_was_restored_approve_nothing()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        (await shop.Finance.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "none",
            paused = true,
            pauseReason = "Audit",
        })).Must(200);
        (await shop.Approve(batch)).Refused(409, "PAYOUTS_PAUSED");
        (await shop.Batch()).Refused(409, "PAYOUTS_PAUSED");
        (await shop.Finance.Put("/v1/payout-settings", new { accountPauseDays = 3, taxMode = "none" })).Must(200);
        await shop.Restore(api);
        (await shop.Finance.Get("/v1/payout-settings")).Must(200).Json.GetProperty("needsReconciliation").GetBoolean()
            .ShouldBeTrue();
        (await shop.Finance.Put("/v1/payout-settings", new { accountPauseDays = 3, taxMode = "none" })).Must(200);
        (await shop.Approve(batch)).Refused(409, "RECONCILIATION_NEEDED");
        (await shop.Balance(api, "clearing")).ShouldBe(0);
        var none = new { channel = "manual", document = "bank list", paid = Array.Empty<object>() };
        (await shop.Approver.Post("/v1/payout-reconciliations", none)).Refused(403, "ROLE_MISSING");
        var list = (await shop.Propose(none)).Must(201);
        (await shop.Approve(batch)).Refused(409, "RECONCILIATION_NEEDED");
        (await shop.Decide(list)).Must(200);
        (await shop.Approve(batch)).Must(200);
        var file = $"/v1/payout-batches/{batch.Text("batchId")}/file";
        (await shop.Finance.Get(file)).Must(200);
        await shop.Restore(api);
        (await shop.Finance.Get(file)).Refused(409, "RECONCILIATION_NEEDED");
    }

    [Fact]
    public async Task A_batch_again_with_its_key_is_the_same_and_a_cancelled_one_lets_its_people_go()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var first = await shop.Finance.Post("/v1/payout-batches", new { channel = "manual" }, ("Idempotency-Key", "k"));
        var again = await shop.Finance.Post("/v1/payout-batches", new { channel = "manual" }, ("Idempotency-Key", "k"));
        again.Must(201).Body.ShouldBe(first.Must(201).Body);
        (await shop.Batch("manual", "lina")).Must(201).List("skipped").Single().GetProperty("reason").GetString()
            .ShouldBe("inAnotherBatch");
        var path = $"/v1/payout-batches/{first.Text("batchId")}/cancellations";
        (await shop.Finance.Post(path, new { reason = "wrong" })).Must(200).Text("status").ShouldBe("cancelled");
        (await shop.Finance.Post(path, new { reason = "wrong" })).Must(200);
        (await shop.Approve(first)).Refused(409, "BATCH_CANCELLED");
        await shop.Pay();
        (await shop.Batch("manual", "none")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerIds/0");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task Refund(PayoutShop shop, string refundId, long amount, DateTimeOffset at)
    {
        var orders = (await shop.Backend.Get("/v1/orders?customerId=friend-of-lina")).Must(200).List("data");
        var order = orders.Select(one => one.GetProperty("orderId").GetString()).Single();
        (await shop.Backend.Post(
            $"/v1/orders/{order}/refunds", new { refundId, refundedAt = at, amount = Fen(amount) })).Must(201);
    }
}
