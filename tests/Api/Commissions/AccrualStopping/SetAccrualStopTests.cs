using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.AccrualStopping;

/// <summary>An accrual stop holds what is accrued anew, until a person books or rejects it.</summary>
public sealed class SetAccrualStopTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("rule", "level", true)]
    [InlineData("rule", "other", false)]
    [InlineData("person", "B", true)]
    [InlineData("person", "C", false)]
    [InlineData("touchpoint", "poster", true)]
    [InlineData("touchpoint", "banner", false)]
    [InlineData("productClass", "books", true)]
    [InlineData("productClass", "toys", false)]
    public async Task What_it_names_is_held_and_nothing_else(string scope, string target, bool held)
    {
        var (shop, person) = await Shop();
        (await shop.Put("/v1/touchpoints/poster", new { @class = "place", name = "Poster" })).Must(200);
        (await shop.Put("/v1/products/p1", new { name = "Novel", @class = "books" })).Must(200);
        var draft = new { payDepth = 1, rules = new[] { ShopSteps.Level("other", (1, "T1", 100)) } };
        (await shop.Post("/v1/plans", new { content = draft })).Must(201);
        (await Stop(person, "b", scope, target)).Must(201).Text("setBy").ShouldBe("op");
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            touchpoint = "poster",
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } },
        })).Paid().ShouldBe(["B 1000"]);
        var partner = await shop.Partner("B");
        (partner.Minor("held"), partner.Minor("pending")).ShouldBe(held ? (1_000, 0) : (0, 1_000));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("book", 900)]
    [InlineData("reject", 0)]
    public async Task Released_it_books_or_rejects_what_refunds_and_maturity_have_left(string action, long net)
    {
        var (shop, person) = await Shop();
        (await shop.Order("before", "C", Day(2), 1_000)).Must(201);
        (await Stop(person, "b", "person", "B")).Must(201);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);
        await shop.SetClock(Day(33));
        (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(100, "what was accrued before the stop");
        (await shop.FailedChecks()).ShouldBeEmpty();
        var released = (await Release(person, "b", action)).Must(200).Json.GetProperty("release");
        (released.GetProperty("accruals").GetInt64(), released.GetProperty("amount").GetProperty("amount").GetInt64())
            .ShouldBe((1, 900));
        var partner = await shop.Partner("B");
        (partner.Minor("net"), partner.Minor("held"), partner.Minor("available")).ShouldBe((100 + net, 0, net));
        (await shop.RefundPlain("o1", "r2", Day(33), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(100 + Math.Max(net - 100, 0));
        (await shop.Order("after", "C", Day(34), 1_000)).Must(201);
        (await shop.Partner("B")).Minor("pending").ShouldBe(100);
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(100 + Math.Max(net - 100, 0));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_chargeback_holds_too_is_free_when_both_are_over()
    {
        var (shop, person) = await Shop();
        (await Stop(person, "b", "rule", "level")).Must(201);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Post("/v1/orders/o1/chargebacks", new { chargebackId = "cb", openedAt = Day(3) })).Must(200);
        (await Release(person, "b", "book")).Must(200).Json.GetProperty("release").GetProperty("accruals").GetInt64()
            .ShouldBe(0);
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000);
        (await shop.Post("/v1/orders/o1/chargebacks/cb/outcome", new { outcome = "won", decidedAt = Day(4) }))
            .Must(200);
        (await shop.Partner("B")).Minor("pending").ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_and_what_cannot_be_are_refused_and_the_same_again_is_the_same()
    {
        var (shop, person) = await Shop();
        var auditor = await api.Operator(shop, "aud", Roles.Admin);
        (await Stop(shop, "b", "rule", "level")).Refused(403, "PERSON_REQUIRED");
        (await Stop(auditor, "b", "rule", "level")).Refused(403, "ROLE_MISSING");
        (await Stop(person, "b", "shop", "level")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/scope");
        (await Stop(person, "b", "person", "nobody")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/target");
        (await Stop(person, "b", "rule", "levle")).Refused(422, "RULE_UNKNOWN").Pointer.ShouldBe("#/target");
        (await Release(person, "b", "book")).Refused(404, "ACCRUAL_STOP_NOT_FOUND");
        var set = (await Stop(person, "b", "rule", "level")).Must(201);
        (await Stop(person, "b", "rule", "level")).Must(200).Body.ShouldBe(set.Body);
        (await Stop(person, "b", "rule", "other")).Refused(409, "ACCRUAL_STOP_ID_REUSED");
        (await Release(person, "b", "keep")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/action");
        var released = (await Release(person, "b", "book")).Must(200);
        (await Release(person, "b", "book")).Must(200).Body.ShouldBe(released.Body);
        (await Release(person, "b", "reject")).Refused(409, "ACCRUAL_STOP_RELEASED").Pointer.ShouldBe("#/action");
        (await shop.Get("/v1/accrual-stops?status=on")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/accrual-stops")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.Get("/v1/audit-log?kind=accrualStop")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.Get("/v1/accrual-stops?status=odd")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/holds?status=odd")).Refused(422, "VALUE_UNKNOWN");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Released_while_orders_come_it_leaves_nothing_held()
    {
        var (shop, person) = await Shop();
        var other = shop.Through(await api.Instance());
        foreach (var i in Enumerable.Range(1, 12)) await shop.Bind($"c{i}", "B");
        (await Stop(person, "b", "rule", "level")).Must(201);
        var all = await Task.WhenAll(Enumerable.Range(1, 12)
            .Select(i => (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000))
            .Append(Release(person, "b", "book")).Append(Release(person.Through(other.Url), "b", "book")));
        all.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        var partner = await shop.Partner("B");
        (partner.Minor("held"), partner.Minor("pending")).ShouldBe((0, 1_200));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>B gets 10 % of what C buys.</summary>
    private async Task<(TestShop Shop, TestShop Person)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await api.ReleaseAlone(shop);
        return (shop, await api.Operator(shop, "op", Roles.Operator));
    }

    private static Task<Answer> Stop(TestShop shop, string accrualStopId, string scope, string target) =>
        shop.Post("/v1/accrual-stops", new { accrualStopId, scope, target, reason = "why" });

    private static Task<Answer> Release(TestShop shop, string accrualStopId, string action) =>
        shop.Post($"/v1/accrual-stops/{accrualStopId}/release", new { action, reason = "why" });
}
