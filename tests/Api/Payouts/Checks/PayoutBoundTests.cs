using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Checks;

/// <summary>The integrity check knows the bounds of what is paid, per person and in total.</summary>
public sealed class PayoutBoundTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Paid_returned_taxed_and_disputed_money_stays_within_its_bounds()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.Earn("wangwei", 100_000, Day(1, 1, 8));
        await shop.EarnAndSettle("lina", 200_000);
        await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        var batch = await shop.Pay();
        (await shop.Backend.FailedChecks()).ShouldBeEmpty("with a channel");
        await shop.End(batch);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty("paid");
        var (no, net) = (await shop.Transfers(batch))[0];
        (await shop.Finance.Post(
            $"/v1/payout-transfers/{no}/returns", new { net = Fen(net), reason = "closed", document = "advice" }))
            .Must(201);
        (await shop.Approver.Post($"/v1/payout-transfers/{no}/returns/decision", new { approve = true })).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty("returned");
    }

    [Theory]
    [InlineData("settled", "clearing", "submitted")]
    [InlineData("clearing", "paid", "paid")]
    [InlineData("expense", "paid", "paid")]
    [InlineData("settled", "held", "disputed")]
    [InlineData("settled", "expense", "settled")]
    public async Task A_movement_beyond_what_is_settled_is_found_by_the_person_and_by_the_shop(
        string from, string to, string name)
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        await shop.End(await shop.Pay());
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"""
            insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
                subject_id, occurred_at, recorded_at)
            select c.shop_id, 0, 'CNY', c.customer_key, '{from}', '{to}', 1, '{name}', 0, now(), now()
            from customers c where c.shop_id = {shop.Backend.ShopKey} and c.customer_id = 'lina'
            """);
        var key = await api.Count($"""
            select customer_key from customers where shop_id = {shop.Backend.ShopKey} and customer_id = 'lina'
            """);
        Subjects(await shop.Backend.Get("/v1/integrity")).ShouldBe(["shop", $"customer key {key}"]);
    }

    [Fact]
    public async Task A_recovered_transfer_that_no_two_persons_have_approved_is_found()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        await shop.Restore(api);
        (await shop.Reconcile(new
        {
            channel = "manual",
            document = "bank list",
            paid = new[] { new { transferNo = "sclost", customerId = "lina", net = Fen(4_000) } },
        })).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"""
            update payout_reconciliations set approved = false where shop_id = {shop.Backend.ShopKey}
            """);
        (await shop.Backend.FailedChecks()).ShouldBe(["payoutRecoveries"]);
    }

    private static string?[] Subjects(Answer integrity) =>
    [
        .. integrity.Must(200).Json.GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "payoutBounds")
            .GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("subject").GetString()),
    ];
}
