using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>
/// A refund is cancelled when its commission was paid out or its month is closed; team sales and partner tiers follow.
/// </summary>
public sealed class LateRefundCancellationTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = ClawBackSteps.January;

    [Theory]
    [InlineData("carryDebt")]
    [InlineData("withinBalance")]
    public async Task After_the_payout_the_debt_goes_and_team_sales_and_tiers_are_evaluated_again(string policy)
    {
        var shop = await TeamShop(policy);
        (await shop.Order("o1", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(2_000);
        await ClawBackSteps.PayOut(api, shop);
        await shop.SetClock(January.AddDays(1));
        (await shop.RefundPlain("o1", "failed", January.AddDays(1), 20_000)).Must(201);
        (await shop.Partner("B")).Minor("available").ShouldBe(policy == "carryDebt" ? -2_000 : 0);
        (await shop.Order("o2", "C", January.AddDays(2), 15_000)).Promoted().ShouldBeEmpty();
        (await shop.Partner("B")).Minor("teamNetSales").ShouldBe(15_000);

        var cancelled = (await Cancel(shop, "o1", "failed", January.AddDays(3))).Must(200);
        cancelled.List("promotions").ShouldHaveSingleItem().GetProperty("to").GetString().ShouldBe("T2");
        var partner = await shop.Partner("B");
        (partner.Minor("teamNetSales"), partner.Minor("available"), partner.Tier()).ShouldBe((35_000, 0, "T2"));
        (await shop.Get("/v1/debts")).Must(200).List("data").ShouldBeEmpty();
        await ClawBackSteps.Close(shop, 1_500);
    }

    [Fact]
    public async Task After_the_close_of_the_month_its_bytes_stay_and_the_cancellation_is_a_late_fact()
    {
        var shop = await api.Operator(await TeamShop("carryDebt"), "li", Roles.Operator, Roles.Finance);
        (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        (await shop.RefundPlain("o1", "failed", Day(3), 12_000)).Must(201);
        await shop.SetClock(January.AddDays(1));
        (await shop.Post("/v1/months", new { month = "2010-12" })).Must(201);
        var balance = (await shop.Get("/v1/months/2010-12/trial-balance/csv")).Must(200).Body;
        (await shop.Order("o2", "C", January.AddDays(1), 15_000)).Promoted().ShouldBeEmpty();
        (await Cancel(shop, "o1", "failed", Day(20))).Must(200).List("promotions").ShouldHaveSingleItem();
        (await shop.Get("/v1/months/2010-12/trial-balance/csv")).Must(200).Body.ShouldBe(balance);
        (await shop.Get("/v1/months/2010-12/late-facts")).Must(200).Body.ShouldContain("\"refundCancellation\"");
        var partner = await shop.Partner("B");
        (partner.Minor("teamNetSales"), partner.Tier(), partner.Minor("net")).ShouldBe((35_000, "T2", 3_500));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(20)]
    public async Task A_lost_chargeback_that_the_card_scheme_reverses_gives_the_commission_back(int decided)
    {
        var shop = await api.Operator(await TeamShop("carryDebt"), "li", Roles.Operator, Roles.Finance);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);
        (await shop.OpenChargeback("o1", "cb1", Day(4))).Must(200);
        (await Cancel(shop, "o1", "cb1", Day(5))).Refused(409, "CHARGEBACK_ID_TAKEN").Pointer.ShouldBe("#/refundId");
        await shop.SetClock(Day(decided));
        (await shop.DecideChargeback("o1", "cb1", "lost", Day(decided))).Must(200);
        (await shop.Net("B")).ShouldBe(0);
        (await Cancel(shop, "o1", "r1", Day(decided))).Must(200);
        (await shop.Net("B")).ShouldBe(0, "what the chargeback took stays lost");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

        (await Cancel(shop, "o1", "cb1", Day(30))).Must(200).Minor("goods").ShouldBe(9_000);
        (await shop.Net("B")).ShouldBe(1_000);
        (await shop.Explained("o1")).ShouldBe(["B 1000"]);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(100);
        (await shop.DecideChargeback("o1", "cb1", "lost", Day(decided))).Must(200).Text("status").ShouldBe("lost");
        (await Cancel(shop, "o1", "cb1", Day(30))).Must(200).IsReplayed().ShouldBeTrue();
        (await shop.RefundPlain("o1", "true", Day(31), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(500);
        await shop.SetClock(January.AddMonths(1));
        (await shop.Post("/v1/months", new { month = "2010-12" })).Must(201);
        var journal = (await shop.Get("/v1/months/2010-12/journal/csv")).Must(200).Body;
        journal.ShouldContain("refundCancellation,cb1");
        journal.ShouldContain("chargeback,cb1");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_cancellation_that_a_person_attaches_makes_room_for_refunds_that_wait()
    {
        var shop = await TeamShop("carryDebt");
        var support = await api.Operator(shop, "sue", Roles.Support);
        (await Cancel(shop, "mistyped", "first", Day(4))).Must(202).Text("reason").ShouldBe("orderUnknown");
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "first", Day(3), 700)).Must(201);
        (await shop.RefundPlain("o1", "second", Day(3), 350)).Must(202);
        (await support.Resolve(await shop.EventOf("refundCancellation", "mistyped"), "attach", "o1")).Must(200);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(350);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task An_attached_refund_whose_cancellation_waited_leaves_the_room_that_there_was()
    {
        var shop = await TeamShop("carryDebt");
        var support = await api.Operator(shop, "sue", Roles.Support);
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await Cancel(shop, "o1", "r1", Day(4))).Must(202).Text("reason").ShouldBe("refundUnknown");
        (await shop.RefundPlain("mistyped", "r1", Day(3), 600)).Must(202);
        (await shop.RefundPlain("o1", "huge", Day(3), 1_200)).Must(202);
        (await support.Resolve(await shop.EventOf("refund", "mistyped"), "attach", "o1")).Must(200);
        (await shop.WaitingFor()).ShouldBe(["refund huge exceedsPaid"]);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(0);
        (await shop.Net("B")).ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    /// <summary>B is T1 by an own order of 100.00, and T2 from team sales of 300.00.</summary>
    private async Task<TestShop> TeamShop(string policy)
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[]
            {
                new { tierId = "T1", name = "One", conditions = new { metric = "ownNetSpend", atLeast = 10_000 } },
                new { tierId = "T2", name = "Two", conditions = new { metric = "teamNetSales", atLeast = 30_000 } },
            },
        })).Must(200);
        await shop.Publish(ShopSteps.Plan(
            ("payDepth", 1), ("minimumPayout", 0), ("returnPolicy", policy),
            ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000), (1, "T2", 1_200)) })));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static Task<Answer> Cancel(TestShop shop, string orderId, string refundId, DateTimeOffset cancelledAt) =>
        shop.Post(
            $"/v1/orders/{orderId}/refunds/{refundId}/cancellation",
            new { cancelledAt, reason = "The bank sent it back" });
}
