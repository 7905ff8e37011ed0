using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.ShopSteps;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>An order that is heard of late is judged by what was in force when it was paid.</summary>
public sealed class LateOrderTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_promotion_recorded_meanwhile_does_not_count()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 0));
        await shop.Promote("B", 1, Day(5));
        (await shop.Order("early", "C", Day(4), 1_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("early")).ShouldBe(["B noTier"]);
        (await shop.Order("same", "C", Day(5), 1_000)).Paid().ShouldBe(["B 100"], "recorded at that very moment");
        (await shop.Order("higher", "B", Day(6), 20_000)).Promoted().ShouldBe(["B T3"]);
        (await shop.Order("between", "C", Day(5, 9), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.Order("after", "C", Day(6), 1_000)).Paid().ShouldBe(["B 150"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_binding_recorded_meanwhile_does_not_count()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("B", 1), ("A", 3));
        await shop.SetClock(Day(5));
        await shop.Bind("C", "B");
        (await shop.Order("early", "C", Day(4), 1_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("early")).ShouldBe(["B boundLater"], "nobody stood above then");
        (await shop.Order("after", "C", Day(5), 1_000)).Paid().ShouldBe(["B 100", "A 80"]);
        (await shop.Partner("B")).Minor("teamNetSales").ShouldBe(2_000, "sales count for the team all the same");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_binding_higher_up_recorded_meanwhile_ends_the_chain_there()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("A", 3, Day(1));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.SetClock(Day(5));
        await shop.Bind("B", "A");
        (await shop.Order("early", "C", Day(4), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.Explained("early")).ShouldBe(["B 100"]);
        (await shop.RefundPlain("early", "r1", Day(6), 500)).Must(201);
        (await shop.Net("B")).ShouldBe(50);
        (await shop.Net("A")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_uses_the_tier_of_the_order_and_not_of_today()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.Order("more", "B", Day(3), 20_000)).Promoted().ShouldBe(["B T3"]);
        (await shop.RefundPlain("o1", "r1", Day(4), 500)).Must(201);
        (await shop.Net("B")).ShouldBe(50);
        (await shop.Explained("o1")).ShouldBe(["B 50"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_is_governed_by_the_version_in_force_when_it_was_paid()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Publish(Plan(("rules", new[] { Level("double", (1, "T1", 2_000)) }), ("holdDays", 0)), Day(10));
        (await shop.Order("before", "C", Day(9), 1_000)).Paid().ShouldBe(["B 100"]);
        var after = await shop.Order("after", "C", Day(10), 1_000);
        after.Paid().ShouldBe(["B 200"]);
        after.Time("maturesAt").ShouldBe(Day(10), "no hold");
        var late = await shop.Order("late", "C", Day(10).AddSeconds(-1), 1_000);
        late.Paid().ShouldBe(["B 100"]);
        late.Time("maturesAt").ShouldBe(Day(24).AddSeconds(-1));
        (await shop.RefundPlain("late", "r1", Day(11), 500)).Must(201);
        (await shop.Net("B")).ShouldBe(100 + 200 + 50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_paid_before_the_first_version_has_no_plan_for_ever()
    {
        var shop = await api.NewShop();
        var tier = new { tierId = "T1", name = "One", conditions = new { metric = "ownNetSpend", atLeast = 100 } };
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { tier } })).Must(200);
        await shop.Publish(Plan(("rules", new[] { Level("level", (1, "T1", 1_000)) })), Day(10));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var before = await shop.Order("before", "C", Day(9), 1_000);
        before.Paid().ShouldBeEmpty();
        before.Time("maturesAt").ShouldBeNull();
        (await shop.Explained("before")).ShouldBe(["B noPlan"]);
        (await shop.Order("after", "C", Day(10), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.Order("late", "C", Day(9), 1_000)).Paid().ShouldBeEmpty();
        (await shop.RefundPlain("late", "r1", Day(11), 500)).Must(201);
        (await shop.Explained("late")).ShouldBe(["B noPlan"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }
}
