using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Partners;

/// <summary>Partners who are suspended, given their tier back, or resign.</summary>
public sealed class SuspendPartnerTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_suspended_partner_keeps_tier_and_binding_and_earns_nothing_until_reactivated()
    {
        var shop = await Shop();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        await shop.SetClock(Day(2));
        var suspended = (await Decide(shop, "suspensions", "B")).Must(200);
        suspended.Text("tier").ShouldBe("T1");
        suspended.Text("decidedBy").ShouldBe("li");
        (await shop.Partner("B")).Json.GetProperty("active").GetBoolean().ShouldBeFalse();
        (await shop.Order("1", "C", Day(3), 1_000)).Paid().ShouldBe(["A 300"]);
        (await shop.Explained("1")).ShouldBe(["B inactive", "A 300"]);
        (await shop.Order("late", "C", Day(1), 1_000)).Paid().ShouldBe(["B 100", "A 200"], "paid before it");
        (await shop.Order("climb", "B", Day(4), 20_000)).Promoted().ShouldBeEmpty();
        (await Decide(shop, "reactivations", "B")).Must(200).Text("tier").ShouldBe("T1");
        (await shop.Partner("B")).Tier().ShouldBe("T3", "what was reached meanwhile");
        (await shop.Order("2", "C", Day(5), 1_000)).Paid().ShouldBe(["B 300", "A 200"], "the floor of that climb");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tier_given_back_leaves_no_floor()
    {
        var shop = await Shop();
        await shop.Promote("B", 1, Day(1));
        await shop.Promote("A", 3, Day(1));
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 0));
        (await shop.Order("1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100", "A 200"]);
        (await Decide(shop, "suspensions", "B")).Must(200);
        (await Decide(shop, "reactivations", "B")).Must(200);
        (await shop.Order("2", "C", Day(3), 1_000)).Paid().ShouldBe(["B 100", "A 200"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Resigning_ends_the_tier_and_conditions_give_none_until_reactivated()
    {
        var shop = await Shop();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await Decide(shop, "resignations", "B")).Must(200).Json.TryGetProperty("tier", out _).ShouldBeFalse();
        (await shop.Order("own", "B", Day(2), 5_000)).Promoted().ShouldBeEmpty();
        (await shop.Order("1", "C", Day(2), 1_000)).Paid().ShouldBeEmpty();
        (await shop.Partner("B")).Tier().ShouldBeNull();
        (await Decide(shop, "suspensions", "B")).Refused(409, "NOT_A_PARTNER");
        (await Decide(shop, "reactivations", "B")).Must(200);
        (await shop.Order("2", "C", Day(3), 1_000)).Paid().ShouldBe(["B 100"], "the conditions hold");

        var history = (await shop.Get("/v1/partners/B/history")).Must(200).List("data");
        history.Select(entry => entry.GetProperty("cause").GetString())
            .ShouldBe(["conditions", "resigned", "reactivated", "conditions"]);
        history[0].GetProperty("until").GetDateTimeOffset()
            .ShouldBe(history[1].GetProperty("recordedAt").GetDateTimeOffset());
        history[1].GetProperty("reason").GetString().ShouldBe("because");
        history[^1].TryGetProperty("until", out _).ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_decision_again_and_at_once_is_one_entry_and_the_same_answer()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.Promote("B", 1, Day(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            i => Decide(i % 2 == 0 ? shop : other, "suspensions", "B")));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Get("/v1/partners/B/history")).Must(200).List("data").Length.ShouldBe(2);
        var change = (await shop.Get("/v1/audit-log?kind=partner")).Must(200).List("data").ShouldHaveSingleItem();
        change.GetProperty("operatorId").GetString().ShouldBe("li");
        change.GetProperty("reason").GetString().ShouldBe("because");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_no_partner_not_suspended_or_unknown_is_refused_and_nothing_written()
    {
        var shop = await Shop();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Decide(shop, "suspensions", "nobody")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await Decide(shop, "suspensions", "C")).Refused(409, "NOT_A_PARTNER");
        (await Decide(shop, "resignations", "C")).Refused(409, "NOT_A_PARTNER");
        (await Decide(shop, "reactivations", "B")).Refused(409, "PARTNER_ACTIVE");
        (await shop.Post("/v1/partners/B/suspensions", new { reason = " " })).Must(422).Pointer.ShouldBe("#/reason");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task Raced_with_orders_that_promote_and_pay_the_books_agree_and_nobody_climbs_afterwards()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        foreach (var i in Enumerable.Range(1, 10)) await shop.Bind($"c{i}", "B");
        var orders = Enumerable.Range(1, 10).Select(
            i => (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000));
        var climbs = Enumerable.Range(1, 3).Select(i => other.Order($"b{i}", "B", Day(2), 10_000));
        var all = await Task.WhenAll(orders.Concat(climbs).Append(Decide(shop, "suspensions", "B")));
        all.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        var history = (await shop.Get("/v1/partners/B/history")).Must(200).List("data");
        history[^1].GetProperty("cause").GetString().ShouldBe("suspended");
        (await shop.Order("last", "C", Day(3), 1_000)).Paid().ShouldNotContain(paid => paid.StartsWith("B "));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static Task<Answer> Decide(TestShop shop, string decision, string customerId) =>
        shop.Post($"/v1/partners/{customerId}/{decision}", new { reason = "because" });

    private async Task<TestShop> Shop() =>
        await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator))
            .WithSpendPlan(
                ("perpetual", true),
                ("rules", new[] { ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000) }));
}
