using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>Orders at once: of one buyer, under one partner, and across a tier's threshold.</summary>
public sealed class OrderRaceTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 20;

    [Fact]
    public async Task Orders_of_one_buyer_at_once_all_count_once()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 10).Select(i => shop.Order($"o{i}", "C", Day(2), 100 * i)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await shop.Net("B")).ShouldBe(550);
        (await shop.Partner("B")).Number("directBuyers").ShouldBe(1);
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        journey.Number("orders").ShouldBe(10);
        journey.Minor("net").ShouldBe(5_500);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(55);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Orders_of_twenty_buyers_under_one_partner_at_once_all_accrue()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var other = shop.Through(await api.Instance());
        await shop.Chain(Day(1), ("B", 1), ("A", 3));
        foreach (var i in Enumerable.Range(1, 20)) await shop.Bind($"c{i}", "B");
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000)));
        foreach (var answer in answers) answer.Paid().ShouldBe(["B 100", "A 80"]);
        var partner = await shop.Partner("B");
        partner.Number("accruals").ShouldBe(20);
        partner.Minor("net").ShouldBe(2_000);
        partner.Minor("pending").ShouldBe(2_000);
        partner.Number("directBuyers").ShouldBe(20);
        partner.Minor("teamNetSales").ShouldBe(20_000);
        (await shop.Partner("A")).Minor("teamNetSales").ShouldBe(20_000 + 10_000);
        (await shop.Net("A")).ShouldBe(1_600);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Two_orders_that_cross_a_threshold_together_promote_exactly_once()
    {
        var shop = await Team();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            await shop.Bind($"x{i}", $"P{i}");
            await shop.Bind($"y{i}", $"P{i}");
            var answers = await Task.WhenAll(
                shop.Order($"x{i}", $"x{i}", Day(2), 500), other.Order($"y{i}", $"y{i}", Day(2), 500));
            answers.ShouldAllBe(answer => answer.Status == 201);
            await PromotedOnce(shop, $"P{i}", "T1");
        }
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Two_orders_each_of_which_is_enough_promote_exactly_once()
    {
        var shop = await Team();
        for (var i = 0; i < Rounds; i++)
        {
            await shop.Bind($"x{i}", $"P{i}");
            await shop.Bind($"y{i}", $"x{i}");
            var answers = await Task.WhenAll(
                shop.Order($"x{i}", $"x{i}", Day(2), 1_000), shop.Order($"y{i}", $"y{i}", Day(2), 1_000));
            answers.ShouldAllBe(answer => answer.Status == 201);
            await PromotedOnce(shop, $"P{i}", "T1");
        }
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task An_approval_and_an_order_that_make_a_partner_together_promote_exactly_once()
    {
        var shop = await api.NewShop();
        var both = new object[] { new { metric = "approval" }, new { metric = "teamNetSales", atLeast = 1_000 } };
        await Tiers(shop, new { all = both });
        for (var i = 0; i < Rounds; i++)
        {
            await shop.Bind($"x{i}", $"P{i}");
            var answers = await Task.WhenAll(
                shop.Order($"x{i}", $"x{i}", Day(2), 1_000),
                shop.Post($"/v1/partners/P{i}/approvals", new { approvedBy = "Ann" }));
            answers.ShouldAllBe(answer => answer.Status == 201);
            await PromotedOnce(shop, $"P{i}", "T1");
        }
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_an_order_promotes_is_no_news_to_it_however_busy_the_database_is()
    {
        var shop = await Team();
        var stop = false;
        var noise = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!Volatile.Read(ref stop)) await api.Count("select pg_current_xact_id()::text::bigint");
        }).ToList();
        for (var i = 0; i < Rounds; i++)
        {
            await shop.Bind($"x{i}", $"P{i}");
            (await shop.Order($"x{i}", $"x{i}", Day(2), 1_000)).Must(201);
        }
        Volatile.Write(ref stop, true);
        await Task.WhenAll(noise);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    private async Task<TestShop> Team()
    {
        var shop = await api.NewShop();
        await Tiers(shop, new { metric = "teamNetSales", atLeast = 1_000 });
        await shop.Publish(ShopSteps.Plan(("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        return shop;
    }

    private static async Task Tiers(TestShop shop, object conditions) =>
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { new { tierId = "T1", name = "One", conditions } } }))
        .Must(200);

    private static async Task PromotedOnce(TestShop shop, string customerId, string tier)
    {
        (await shop.Partner(customerId)).Tier().ShouldBe(tier, customerId);
        var history = (await shop.Get($"/v1/partners/{customerId}/history")).Must(200).List("data");
        history.Length.ShouldBe(1, customerId);
    }
}
