using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.ClawBackSteps;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>
/// Under <c>withinBalance</c> a refund takes what has not left the shop first; the shop bears the rest, and says so.
/// </summary>
public sealed class ClawBackWithinBalanceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_is_in_a_statement_and_not_submitted_bears_the_refund_and_is_not_paid_out()
    {
        var shop = await Settled(api, "withinBalance", paid: false);
        (await Refund(shop, "a", 12_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("available"), partner.Minor("absorbed"), partner.Minor("payable")).ShouldBe((-700, 0, 4_000));
        (await PayOut(api, shop)).Minor("gross").ShouldBe(3_300);
        (await Refund(shop, "b", 20_000)).Must(201);
        partner = await shop.Partner("B");
        // 700 stand in the statements against the debt of 700; of 2,000 nothing is left in the shop.
        (partner.Minor("available"), partner.Minor("absorbed"), partner.Minor("payable")).ShouldBe((-700, 2_000, 700));
        await Close(shop, 0);
    }

    [Fact]
    public async Task Partner_totals_and_explanation_show_what_the_shop_bears()
    {
        var shop = await Settled(api, "withinBalance");
        (await Refund(shop, "a", 12_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("net"), partner.Minor("absorbed"), partner.Minor("available")).ShouldBe((3_300, 700, 0));
        (await shop.Get("/v1/partners")).Must(200).List("data")
            .ShouldContain(one => one.GetProperty("customerId").GetString() == "B"
                && one.GetProperty("absorbed").GetProperty("amount").GetInt64() == 700);
        var totals = (await shop.Get("/v1/reports/totals")).Must(200);
        (totals.Minor("commissions", "reversed"), totals.Minor("commissions", "absorbed")).ShouldBe((1_200, 700));
        var line = (await shop.Get("/v1/orders/a/commission")).Must(200).List("lines")
            .Where(one => one.GetProperty("customerId").GetString() == "B").ShouldHaveSingleItem();
        (Minor(line, "amount"), Minor(line, "booked"), Minor(line, "absorbed")).ShouldBe((800, 800, 700));
        // What was earned and what the shop bears is where the money is.
        (partner.Minor("net") + partner.Minor("absorbed")).ShouldBe(
            partner.Minor("available") + partner.Minor("pending") + partner.Minor("payable") + 4_000);
        await Close(shop, 0);
    }

    [Fact]
    public async Task What_waits_for_approval_has_not_left_and_its_total_changes()
    {
        var shop = await Settled(api, "withinBalance", paid: false);
        var payouts = await Desk(api, shop);
        var batch = (await payouts.Batch()).Must(201);
        batch.Minor("gross").ShouldBe(4_000);
        (await Refund(shop, "a", 20_000)).Must(201);
        (await shop.Partner("B")).Minor("absorbed").ShouldBe(0);
        var path = $"/v1/payout-batches/{batch.Text("batchId")}";
        (await payouts.Approver.Post($"{path}/approvals", new { total = Pence(4_000) })).Refused(409, "TOTAL_CHANGED");
        (await payouts.Finance.Get(path)).Must(200).Minor("gross").ShouldBe(2_500);
        await Close(shop, 0);
    }

    [Theory]
    [InlineData("paid", 2_000, 0)]
    [InlineData("failed", 0, -2_000)]
    public async Task What_a_channel_has_got_has_left_and_what_it_gave_back_has_not(
        string result, long absorbed, long available)
    {
        var shop = await Settled(api, "withinBalance", paid: false);
        var batch = await PayOut(api, shop);
        var fay = await api.Operator(shop, "fay", Roles.Finance);
        var transfer = (await fay.Get($"/v1/payout-batches/{batch.Text("batchId")}/payouts")).Must(200).List("data")
            .ShouldHaveSingleItem().GetProperty("transfers")[0].GetProperty("transferNo").GetString();
        (await fay.Post($"/v1/payout-batches/{batch.Text("batchId")}/results", new
        {
            content = $"transferNo,amountMinor,result,reference,reason\r\n{transfer},4000,{result},ref,closed\r\n",
        })).Must(201);
        (await Refund(shop, "late", 5_000)).Must(201);
        (await Refund(shop, "a", 20_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("absorbed"), partner.Minor("available")).ShouldBe((absorbed, available));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_debit_that_nobody_was_paid_for_is_not_borne_by_the_shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(
            ("returnPolicy", "withinBalance"), ("minimumPayout", 100_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("a", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        await shop.SetClock(January);
        var (finance, approver) = (await api.Operator(shop, "fay", Roles.Finance),
            await api.Operator(shop, "ann", Roles.Approver));
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = "d",
            customerId = "B",
            kind = "debit",
            amount = Pence(300),
            reason = "why",
            document = "paper",
        })).Must(201);
        (await approver.Post("/v1/adjustments/d/decision", new { approve = true })).Must(200);
        (await Refund(shop, "a", 1_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("absorbed"), partner.Minor("available")).ShouldBe((0, -300), "nothing was paid out");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_and_an_approval_at_once_lose_and_give_away_nothing()
    {
        var shop = await Settled(api, "withinBalance", paid: false);
        var payouts = await Desk(api, shop);
        var other = shop.Through(await api.Instance());
        var batch = (await payouts.Batch()).Must(201);
        var answers = await Task.WhenAll(
            payouts.Approver.Post(
                $"/v1/payout-batches/{batch.Text("batchId")}/approvals", new { total = Pence(4_000) }),
            Refund(other, "a", 20_000), Refund(shop, "b", 20_000));
        answers[1].Must(201);
        answers[2].Must(201);
        var partner = await shop.Partner("B");
        // Of 4,500 the refunds take 4,000. Whatever went out first is borne by the shop, and by nobody else.
        var gone = answers[0].Status == 200 ? answers[0].Minor("gross") : 0;
        (partner.Minor("available") + partner.Minor("payable") + gone - partner.Minor("absorbed")).ShouldBe(500);
        partner.Minor("absorbed").ShouldBe(gone == 0 ? 0 : gone - 500);
        await Close(shop, 0);
    }

    private static Task<Answer> Refund(TestShop shop, string orderId, long amount) =>
        shop.RefundPlain(orderId, $"r-{orderId}", January.AddDays(4), amount);

    private static long Minor(System.Text.Json.JsonElement line, string name) =>
        line.GetProperty(name).GetProperty("amount").GetInt64();
}
