using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>Partners who are promoted because direct referrals have reached a tier.</summary>
public sealed class DirectPartnerTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 20;

    private static readonly object Spend = new { metric = "ownNetSpend", atLeast = 10_000 };

    [Fact]
    public async Task Two_direct_partners_promote_in_the_second_ones_order_which_still_pays_the_old_tier()
    {
        var shop = await Shop(Partners(2, "T1"));
        await shop.Bind("a", "P");
        await shop.Bind("b", "P");
        await shop.Bind("x", "b");
        (await shop.Order("p", "P", Day(1), 10_000)).Promoted().ShouldBe(["P T1"]);
        (await shop.Order("a", "a", Day(1), 10_000)).Promoted().ShouldBe(["a T1"]);
        (await shop.Order("x", "x", Day(1), 10_000)).Promoted().ShouldBe(["x T1"], "no direct referral of P");
        var order = await shop.Order("b", "b", Day(2), 10_000);
        order.Promoted().ShouldBe(["b T1", "P T2"]);
        order.Paid().ShouldBe(["P 1000"]);
        (await shop.Order("b", "b", Day(2), 10_000)).FirstAnswer().ShouldBe(order.Body);
        (await shop.Order("c", "b", Day(3), 10_000)).Paid().ShouldBe(["P 2000"]);
        (await shop.Get("/v1/partners/P/history")).Must(200).List("data").Length.ShouldBe(2);
        await Sound(shop);
    }

    [Fact]
    public async Task A_promotion_climbs_level_by_level_as_far_as_it_reaches()
    {
        var shop = await Shop(Partners(1, "T1"), Partners(1, "T2"), Partners(1, "T3"));
        foreach (var (below, above) in new[] { ("a", "b"), ("b", "c"), ("c", "d"), ("d", "e") })
            await shop.Bind(below, above);
        (await shop.Order("1", "a", Day(1), 10_000)).Promoted().ShouldBe(["a T1", "b T2", "c T3"]);
        (await Tiers(shop, "d", "e")).ShouldBe(["T4", "T4"]);
        await Sound(shop);
    }

    [Fact]
    public async Task Approvals_trainings_and_bindings_are_heard_above()
    {
        var exam = new { metric = "training", training = "exam" };
        var shop = await ShopOf(
            new { any = new[] { (object)new { metric = "approval" }, exam } },
            new { all = new[] { Spend, Partners(3) } }, Partners(1, "T2"));
        foreach (var (below, above) in new[] { ("a", "P"), ("b", "P"), ("P", "Q") }) await shop.Bind(below, above);
        await Approve(shop, "a");
        (await shop.Post("/v1/partners/b/trainings", new { trainingId = "exam" })).Must(201);
        (await shop.Post("/v1/customers", new { customerId = "c" })).Must(201);
        await Approve(shop, "c");
        (await shop.Order("p", "P", Day(1), 10_000)).Promoted().ShouldBeEmpty();
        await shop.Bind("c", "P");
        (await Tiers(shop, "P", "Q")).ShouldBe(["T2", "T3"]);
        await Sound(shop);
    }

    [Fact]
    public async Task What_else_is_asked_for_may_come_later_or_in_its_place()
    {
        var shop = await Shop(
            new { all = new[] { Partners(1, "T1"), new { metric = "ownNetSpend", atLeast = 30_000 } } },
            new { any = new[] { Partners(1, "T2"), new { metric = "approval" } } });
        await shop.Bind("a", "P");
        await shop.Bind("P", "Q");
        (await shop.Order("a", "a", Day(1), 10_000)).Promoted().ShouldBe(["a T1"]);
        (await shop.Order("p", "P", Day(1), 30_000)).Promoted().ShouldBe(["P T2", "Q T3"]);
        await Approve(shop, "a");
        (await Tiers(shop, "a")).ShouldBe(["T3"]);
        await Sound(shop);
    }

    [Fact]
    public async Task Who_is_suspended_still_counts_and_climbs_when_it_ends()
    {
        var shop = await api.Operator(await Shop(Partners(2, "T1"), Partners(1, "T2")), "li", Roles.Operator);
        foreach (var (below, above) in new[] { ("a", "P"), ("b", "P"), ("P", "Q") }) await shop.Bind(below, above);
        foreach (var id in new[] { "P", "a" }) await shop.Promote(id, 1, Day(1));
        await Decide(shop, "suspensions", "P");
        await Decide(shop, "resignations", "a");
        (await shop.Order("b", "b", Day(2), 10_000)).Promoted().ShouldBe(["b T1"]);
        (await Tiers(shop, "P", "Q")).ShouldBe(["T1", null]);
        await Decide(shop, "reactivations", "P");
        (await Tiers(shop, "P", "Q")).ShouldBe(["T2", "T3"]);
        await Decide(shop, "reactivations", "a");
        (await Tiers(shop, "a")).ShouldBe(["T1"]);
        await Sound(shop);
    }

    [Fact]
    public async Task A_new_list_counts_who_has_reached_its_tiers_before()
    {
        var shop = await Shop();
        foreach (var id in new[] { "a", "b" }) await shop.Bind(id, "P");
        foreach (var id in new[] { "P", "a", "b" }) await shop.Promote(id, 1, Day(1));
        (await shop.Put("/v1/partner-tiers", Body(Spend, Partners(2)))).Must(200);
        await shop.UntilReviewed();
        (await Tiers(shop, "P", "a")).ShouldBe(["T2", "T1"]);
        await Sound(shop);
    }

    [Fact]
    public async Task Two_referrals_who_become_partners_at_once_promote_exactly_once()
    {
        var shop = await Shop(Partners(2, "T1"), Partners(1, "T2"));
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var (below, above) in new[] { ($"x{i}", $"P{i}"), ($"y{i}", $"P{i}"), ($"P{i}", $"Q{i}") })
                await shop.Bind(below, above);
            var answers = await Task.WhenAll(
                shop.Order($"x{i}", $"x{i}", Day(2), 10_000), other.Order($"y{i}", $"y{i}", Day(2), 10_000));
            answers.ShouldAllBe(answer => answer.Status == 201);
            (await Tiers(shop, $"P{i}", $"Q{i}")).ShouldBe(["T2", "T3"], $"round {i}");
            (await shop.Get($"/v1/partners/P{i}/history")).Must(200).List("data").Length.ShouldBe(1);
        }
        await Sound(shop);
    }

    [Fact]
    public async Task A_binding_and_an_approval_at_once_count_the_partner()
    {
        var shop = await ShopOf(new { metric = "approval" }, Partners(2));
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var id in new[] { $"x{i}", $"y{i}" })
                (await shop.Post("/v1/customers", new { customerId = id })).Must(201);
            await Task.WhenAll(
                Approve(shop, $"x{i}"), other.Bind($"x{i}", $"P{i}"), Approve(other, $"y{i}"),
                shop.Bind($"y{i}", $"P{i}"));
            (await Tiers(shop, $"P{i}")).ShouldBe(["T2"], $"round {i}");
        }
        await Sound(shop);
    }

    [Fact]
    public async Task A_partner_who_is_not_counted_is_found()
    {
        var shop = await Shop(Partners(2, "T1"));
        await shop.Bind("a", "P");
        await shop.Promote("a", 1, Day(1));
        await Sound(shop);
        await api.Corrupt($"delete from direct_partners where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["teams"]);
    }

    [Theory]
    [InlineData("""{"metric":"directPartners","atLeast":1,"tier":"T2"}""", "tier")]
    [InlineData("""{"metric":"directPartners","atLeast":1,"tier":"T9"}""", "tier")]
    [InlineData("""{"metric":"directPartners","atLeast":0,"tier":"T1"}""", "atLeast")]
    [InlineData("""{"metric":"directPartners","tier":"T1"}""", "atLeast")]
    [InlineData("""{"metric":"directBuyers","atLeast":1,"tier":"T1"}""", "tier")]
    [InlineData("""{"metric":"directPartners","atLeast":1,"depth":1}""", "depth")]
    public async Task A_count_that_cannot_be_is_refused(string condition, string pointer)
    {
        var shop = await api.NewShop();
        var json = """{"tiers":[{"tierId":"T1","name":"One","conditions":{"metric":"approval"}},"""
            + $$"""{"tierId":"T2","name":"Two","conditions":{{condition}}}]}""";
        (await shop.Send(HttpMethod.Put, "/v1/partner-tiers", json, [])).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe($"#/tiers/1/conditions/{pointer}");
        (await shop.Get("/v1/partner-tiers")).Must(200).List("tiers").ShouldBeEmpty();
    }

    private Task<TestShop> Shop(params object[] above) => ShopOf([Spend, .. above]);

    private async Task<TestShop> ShopOf(params object[] conditions)
    {
        var shop = await api.Operator(await api.NewShop(), "wang", Roles.Operator);
        (await shop.Put("/v1/partner-tiers", Body(conditions))).Must(200);
        await shop.Publish(ShopSteps.Plan(("payDepth", 1), ("rules", new[]
        {
            ShopSteps.Level("level", [.. conditions.Select((_, i) => (1, $"T{i + 1}", 1_000 * (i + 1)))]),
        })));
        return shop;
    }

    private static object Body(params object[] conditions) => new
    {
        tiers = conditions.Select((one, i) => new { tierId = $"T{i + 1}", name = $"Tier {i + 1}", conditions = one }),
    };

    private static object Partners(int atLeast, string? tier = null) =>
        new { metric = "directPartners", atLeast, tier };

    private static async Task Approve(TestShop shop, string customerId) =>
        (await shop.Post($"/v1/partners/{customerId}/approvals", new { approvedBy = "Ann" })).Must(201);

    private static async Task Decide(TestShop shop, string plural, string customerId) =>
        (await shop.Post($"/v1/partners/{customerId}/{plural}", new { reason = "because" })).Must(200);

    private static async Task<string?[]> Tiers(TestShop shop, params string[] people)
    {
        var tiers = new List<string?>();
        foreach (var id in people) tiers.Add((await shop.Partner(id)).Tier());
        return [.. tiers];
    }

    private static async Task Sound(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
}
