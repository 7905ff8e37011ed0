using Shouldly;
using SocialCommerce.Kernel.Operators;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>A shop whose January is settled when something of it is taken back, and how February ends.</summary>
internal static class ClawBackSteps
{
    public static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset February = January.AddMonths(1);

    /// <summary>
    /// B has 40.00 in January's statement, of which a channel has got what is said, and 5.00 that have matured since,
    /// unbooked.
    /// </summary>
    public static async Task<TestShop> Settled(TestApi api, string policy, bool paid = true)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("returnPolicy", policy));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("a", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        (await shop.Order("b", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        (await shop.Order("late", "C", Day(20), 5_000)).Paid().ShouldBe(["B 500"]);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(4_000);
        if (paid) await PayOut(api, shop);
        await shop.SetClock(January.AddDays(4));
        return shop;
    }

    /// <summary>Submits what stands in B's statements to a channel; answers the batch.</summary>
    public static async Task<Answer> PayOut(TestApi api, TestShop shop)
    {
        var payouts = await Desk(api, shop);
        var batch = (await payouts.Batch()).Must(201);
        return (await payouts.Approver.Post($"/v1/payout-batches/{batch.Text("batchId")}/approvals", new
        {
            total = Pence(batch.Minor("gross")),
        })).Must(200);
    }

    /// <summary>Those who make and approve batches, and B's account.</summary>
    public static async Task<PayoutShop> Desk(TestApi api, TestShop shop)
    {
        var payouts = new PayoutShop(
            shop, await api.Operator(shop, "fay", Roles.Finance), await api.Operator(shop, "ann", Roles.Approver));
        (await payouts.Finance.Put("/v1/payout-settings", new { accountPauseDays = 0, taxMode = "none" })).Must(200);
        await payouts.Payee("B");
        return payouts;
    }

    /// <summary>Closes January, in which B gets what is expected, and checks everything.</summary>
    public static async Task Close(TestShop shop, long total)
    {
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(total);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }
}
