using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>What refunds do while something holds an order's commission.</summary>
public sealed class HeldCommissionRefundTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_order_earns_anew_by_a_refund_is_held_too(bool byStop)
    {
        var shop = await api.NewShop(jurisdiction: "custom");
        var person = await api.Operator(shop, "op", Roles.Operator);
        await api.ReleaseAlone(shop);
        await person.WithSpendPlan(("rules", new[] { ShopSteps.Differential("d", 0, 1_000, 1_100, 1_100) }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        var stop = new { accrualStopId = "b", scope = "rule", target = "d", reason = "why" };
        if (byStop) (await person.Post("/v1/accrual-stops", stop)).Must(201);
        (await shop.Order("o1", "C", Day(2), 15)).Paid().ShouldBe(["B 2"]);
        if (!byStop)
            (await shop.Post("/v1/orders/o1/chargebacks", new { chargebackId = "cb", openedAt = Day(3) })).Must(200);
        (await shop.RefundPlain("o1", "r1", Day(4), 1)).Must(201);
        (await Held(shop, "B"), await Held(shop, "A")).ShouldBe(("1 of 1", "1 of 1"));
        (await shop.FailedChecks()).ShouldBeEmpty();
        if (byStop)
            (await person.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "why" })).Must(200);
        else
            (await shop.Post("/v1/orders/o1/chargebacks/cb/outcome", new { outcome = "won", decidedAt = Day(5) }))
                .Must(200);
        (await Held(shop, "B"), await Held(shop, "A")).ShouldBe(("0 of 1", "0 of 1"));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_released_when_it_is_due_matures_once()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var person = await api.Operator(shop, "op", Roles.Operator);
        await api.ReleaseAlone(shop);
        var stop = new { accrualStopId = "b", scope = "rule", target = "level", reason = "why" };
        (await person.Post("/v1/accrual-stops", stop))
            .Must(201);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(Day(33));
        (await person.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "why" })).Must(200);
        (await shop.RefundPlain("o1", "r1", Day(33), 1_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("pending"), partner.Minor("available"), partner.Minor("held")).ShouldBe((0, 900, 0));
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(900);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string> Held(TestShop shop, string customerId)
    {
        var lines = (await shop.Get("/v1/orders/o1/commission")).Must(200).List("lines");
        var mine = lines.Single(line => line.GetProperty("customerId").GetString() == customerId);
        return $"{Minor("held")} of {Minor("booked")}";

        long Minor(string part) => mine.GetProperty(part).GetProperty("amount").GetInt64();
    }
}
