using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Tiers;

/// <summary>Five tiers of the shop's own names and conditions, paid at three depths, made through the API
/// alone.</summary>
public sealed class FiveTierTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Names = ["Leaf", "Twig", "Branch", "Trunk", "Root"];

    [Fact]
    public async Task Five_tiers_with_conditions_of_their_own_pay_three_depths_to_the_penny()
    {
        // G ← F ← E ← D ← C, and H beside D. Rates at depth 1: 4, 6, 8, 10, 12 %; half at depth 2, a quarter
        // at depth 3.
        var shop = await Shop();
        foreach (var (child, parent) in new[] { ("F", "G"), ("E", "F"), ("D", "E"), ("C", "D"), ("H", "E") })
            await shop.Bind(child, parent);

        // D spends 50.00: Leaf, by the second of two conditions.
        var order = await shop.Order("1", "D", Day(1), 5_000);
        order.Paid().ShouldBeEmpty();
        order.Promoted().ShouldBe(["D Leaf"]);
        // E has spent nothing, and is approved: Leaf, by the first.
        (await Approve(shop, "E")).Must(201).Text("promotedTo").ShouldBe("Leaf");
        (await Approve(shop, "E")).Must(200);

        // 4 % and 2 % of 100.00; F has no tier; G stands beyond. C itself is a Leaf by then.
        order = await shop.Order("2", "C", Day(2), 10_000);
        order.Paid().ShouldBe(["D 400", "E 200"]);
        order.Promoted().ShouldBe(["C Leaf"]);
        (await shop.Explained("2")).ShouldBe(["D 400", "E 200", "F noTier", "G beyondPayDepth"]);

        // D's own spend reaches 100.00, and C has bought: both, so Twig. The order itself is paid as before.
        order = await shop.Order("3", "D", Day(3), 5_000);
        order.Paid().ShouldBe(["E 200"]);
        order.Promoted().ShouldBe(["D Twig"]);
        (await shop.Order("4", "C", Day(3), 10_000)).Paid().ShouldBe(["D 600", "E 200"]);

        // E's second buyer: Branch, since E is approved (depth 1 alone is at 300.01).
        order = await shop.Order("5", "H", Day(3), 20_001);
        order.Paid().ShouldBe(["E 800"], "800.04");
        order.Promoted().ShouldBe(["H Leaf", "E Branch"]);

        // E's team over three depths: 100.00 + 200.01 + 700.05 = 1,000.06: Trunk. F has as much, but is not looked at.
        order = await shop.Order("6", "C", Day(4), 50_005);
        order.Paid().ShouldBe(["D 3000", "E 2000"], "3,000.3 and 2,000.2");
        order.Promoted().ShouldBe(["E Trunk"]);
        (await shop.Partner("F")).Tier().ShouldBeNull();

        // An order of D is one of F's team at depth 2: now F is looked at.
        order = await shop.Order("7", "D", Day(5), 100);
        order.Paid().ShouldBe(["E 10"]);
        order.Promoted().ShouldBe(["F Trunk"]);

        // Three depths: 6 %, 5 % and 2.5 % of 100.05.
        (await shop.Order("8", "C", Day(6), 10_005))
            .Paid().ShouldBe(["D 600", "E 500", "F 250"], "600.3, 500.25, 250.125");

        // D: team 1,800.10 → Trunk. E: approved, and team 2,101.11 → Root.
        (await Approve(shop, "F")).Must(201);
        order = await shop.Order("9", "C", Day(7), 100_000);
        order.Paid().ShouldBe(["D 6000", "E 5000", "F 2500"]);
        order.Promoted().ShouldBe(["D Trunk", "E Root"]);
        (await shop.Order("10", "D", Day(8), 1)).Promoted().ShouldBe(["F Root"]);
        (await shop.Explained("10")).ShouldBe(["E roundedToZero", "F roundedToZero", "G noTier"]);

        (await shop.Order("11", "C", Day(9), 1_000)).Paid().ShouldBe(["D 100", "E 60", "F 30"]);
        await Nets(shop, 10_700, 8_970, 2_780);

        // Half of the ninth order comes back: half of its commissions, at the tiers of then.
        (await shop.RefundPlain("9", "r9", Day(10), 50_000)).Must(201);
        await Nets(shop, 7_700, 6_470, 1_530);
        (await shop.Partner("D")).Tier().ShouldBe("Trunk", "nobody is lowered");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tier_reached_together_with_a_higher_one_is_passed_over()
    {
        var shop = await Shop();
        await shop.Bind("C", "P");
        (await shop.Order("1", "P", Day(1), 4_999)).Promoted().ShouldBeEmpty();
        (await shop.Order("2", "C", Day(1), 100_000)).Promoted().ShouldBe(["C Leaf", "P Trunk"]);
        (await shop.Get("/v1/partners/P/history")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.Get("/v1/reports/totals")).Must(200).Json.GetProperty("promotions").ToString()
            .ShouldBe("""{"Leaf":1,"Trunk":1}""");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task Nets(TestShop shop, long d, long e, long f)
    {
        (await shop.Net("D")).ShouldBe(d);
        (await shop.Net("E")).ShouldBe(e);
        (await shop.Net("F")).ShouldBe(f);
        (await shop.Net("G")).ShouldBe(0);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop(jurisdiction: "custom");
        object[] conditions =
        [
            Any(Approved, AtLeast("ownNetSpend", 5_000)),
            All(AtLeast("ownNetSpend", 10_000), AtLeast("directBuyers", 1)),
            All(AtLeast("directBuyers", 2), Any(AtLeast("teamNetSales", 1_000_000, 1), Approved)),
            AtLeast("teamNetSales", 100_000, 3),
            All(Approved, AtLeast("teamNetSales", 200_000, 3)),
        ];
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = Names.Select((name, i) => new { tierId = name, name, conditions = conditions[i] }).ToArray(),
        })).Must(200);
        var rates = Enumerable.Range(0, 3).SelectMany(depth =>
            Names.Select((name, i) => (depth + 1, name, (400 + (i * 200)) >> depth))).ToArray();
        await shop.Publish(new { payDepth = 3, holdDays = 7, rules = new[] { ShopSteps.Level("growth", rates) } });
        return shop;
    }

    private static Task<Answer> Approve(TestShop shop, string customerId) =>
        shop.Post($"/v1/partners/{customerId}/approvals", new { approvedBy = "Ann" });

    private static object Approved => new { metric = "approval" };

    private static object AtLeast(string metric, long atLeast, int? depth = null) => new { metric, atLeast, depth };

    private static object All(params object[] all) => new { all };

    private static object Any(params object[] any) => new { any };
}
