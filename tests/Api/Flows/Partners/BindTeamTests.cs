using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Partners;

/// <summary>Somebody who has bought, or who has a team, gets a referrer.</summary>
public sealed class BindTeamTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_people_above_gain_the_sales_and_are_promoted_with_the_next_order()
    {
        var shop = await Shop();
        await shop.Bind("M", "S");
        await shop.Bind("L", "M");
        await shop.Bind("P", "G");
        (await shop.Order("s", "S", Day(1), 500)).Must(201);
        (await shop.Order("m", "M", Day(1), 300)).Must(201);
        (await shop.Order("l", "L", Day(1), 200)).Must(201);
        (await shop.RefundPlain("l", "r", Day(1), 50)).Must(201);
        await shop.Bind("S", "P");

        var parent = await shop.Partner("P");
        parent.Minor("teamNetSales").ShouldBe(500 + 300);
        parent.Number("directBuyers").ShouldBe(1);
        parent.Tier().ShouldBeNull("a binding promotes nobody");
        (await shop.Partner("G")).Minor("teamNetSales").ShouldBe(500);
        (await shop.Partner("G")).Number("directBuyers").ShouldBe(0);

        (await shop.Order("next", "S", Day(2), 1)).Promoted().ShouldBe(["P T1"]);
        (await shop.Partner("P")).Minor("teamNetSales").ShouldBe(801);
        (await shop.Order("after", "S", Day(2), 1_000)).Paid().ShouldBe(["P 100"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Team_sums_stay_exact_while_the_team_buys_and_is_bound()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < 10; i++)
        {
            var (top, root, seller, member) = ($"t{i}", $"r{i}", $"s{i}", $"m{i}");
            await shop.Bind(member, seller);
            var bindings = new[] { (seller, root), (root, top) }.Select(edge =>
                other.Post("/v1/referrals", new { customerId = edge.Item1, referrerId = edge.Item2 }));
            var orders = Enumerable.Range(0, 12).Select(n =>
                (n % 2 == 0 ? shop : other).Order($"{i}-{n}", n % 3 == 0 ? seller : member, Day(1), 10));
            var answers = await Task.WhenAll(orders.Concat(bindings));
            answers.ShouldAllBe(answer => answer.Status == 201);
            (await shop.Partner(root)).Minor("teamNetSales").ShouldBe(120);
            (await shop.Partner(root)).Number("directBuyers").ShouldBe(1);
            (await shop.Partner(top)).Minor("teamNetSales").ShouldBe(40);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Team_sums_stay_exact_while_the_team_returns_and_is_bound()
    {
        var shop = await Shop();
        for (var i = 0; i < 10; i++)
        {
            var (root, seller) = ($"r{i}", $"s{i}");
            (await shop.Order($"o{i}", seller, Day(1), 100)).Must(201);
            var refunds = Enumerable.Range(0, 6).Select(n => shop.RefundPlain($"o{i}", $"f{i}-{n}", Day(2), 10));
            var binding = shop.Post("/v1/referrals", new { customerId = seller, referrerId = root });
            var answers = await Task.WhenAll(refunds.Append(binding));
            answers.ShouldAllBe(answer => answer.Status == 201);
            (await shop.Partner(root)).Minor("teamNetSales").ShouldBe(40);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>A shop whose partners need team sales of 8.00.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        var tier = new { tierId = "T1", name = "One", conditions = new { metric = "teamNetSales", atLeast = 800 } };
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { tier } })).Must(200);
        await shop.Publish(ShopSteps.Plan(("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        return shop;
    }
}
