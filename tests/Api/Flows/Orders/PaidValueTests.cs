using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.ShopSteps;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>What of an order counts as paid, and what of that earns commission.</summary>
public sealed class PaidValueTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Orders_of_nothing_move_the_journey_and_pay_nobody()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Put("/v1/products/p1", new { name = "Gift", rung = "traffic" })).Must(200);
        var gift = await shop.Order("gift", "C", Day(2), 0);
        gift.Paid().ShouldBeEmpty();
        gift.Minor("value").ShouldBe(0);
        (await shop.Explained("gift")).ShouldBe(["B zeroBase"]);
        (await shop.Partner("B")).Number("directBuyers").ShouldBe(1, "who got a gift has bought");

        var free = await shop.Post("/v1/orders", Order("free", Line(1, 1_000, Discount("merchant", 1_000))));
        free.Minor("value").ShouldBe(0);
        (await shop.Order("mixed", "C", Day(3), 0, 1_000)).Paid().ShouldBe(["B 100"]);
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        journey.Number("orders").ShouldBe(3);
        journey.Time("firstPaidAt").ShouldBe(Day(2));
        journey.Text("topRung").ShouldBe("traffic");
        journey.Minor("net").ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_platforms_discount_counts_as_paid_and_other_discounts_do_not()
    {
        var shop = await Shop();
        await Pays(shop, 1_000, Order("platform", Line(1, 1_000, Discount("platform", 100))));
        await Pays(shop, 900, Order("merchant", Line(1, 1_000, Discount("merchant", 100))));
        await Pays(shop, 800,
            Order("both", Line(1, 1_000, Discount("points", 100), Discount("platform", 50), Discount("partner", 100))));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Points_are_no_money_wherever_they_went()
    {
        var shop = await Shop();
        await Pays(shop, 700,
            Order("goods", [Line(1, 1_000)], ("tenders", new[] { Tender("card", 700), Tender("points", 300) })));
        // 300 points over goods of 1,000 and shipping of 500: the goods take 200 of them.
        await Pays(shop, 800, Order("shipped", [Line(1, 1_000)], ("shipping", Pence(500)),
            ("tenders", new[] { Tender("wallet", 1_200), Tender("points", 300) })));
        await Pays(shop, 1_000, Order("stored", [Line(1, 1_000)], ("tenders", new[] { Tender("storedValue", 1_000) })));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_on_top_and_shipping_earn_nothing()
    {
        var shop = await Shop();
        await Pays(shop, 1_000, Order("net", [Line(1, 1_000)],
            ("pricesIncludeTax", false), ("tax", Pence(200)), ("shipping", Pence(500))));
        await Pays(shop, 1_000, Order("gross", [Line(1, 1_000)], ("tax", Pence(167)), ("shipping", Pence(500))));
        var back = await shop.Post("/v1/orders/net/refunds", new
        {
            refundId = "r1",
            refundedAt = Day(3),
            shipping = Pence(500),
            tax = Pence(200),
        });
        back.Must(201).List("commissions").ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_itself_which_tenders_and_discounts_count()
    {
        var shop = await Shop(
            ("tendersNotCounted", new[] { "storedValue" }), ("discountsCounted", new[] { "merchant" }));
        await Pays(shop, 1_000, Order("points", [Line(1, 1_000)], ("tenders", new[] { Tender("points", 1_000) })));
        await Pays(shop, 400, Order("stored", [Line(1, 1_000)],
            ("tenders", new[] { Tender("storedValue", 600), Tender("cash", 400) })));
        await Pays(shop, 900, Order("discounts", Line(1, 1_000, Discount("merchant", 100), Discount("platform", 100))));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Per_unit_pays_on_the_products_value_and_never_on_more_than_was_paid()
    {
        var shop = await Shop(("basis", "perUnit"));
        (await shop.Put("/v1/products/p1", new { name = "Tea", commissionableValue = Pence(300) })).Must(200);
        (await shop.Post("/v1/orders", Order("o1", Line(2, 500)))).Paid().ShouldBe(["B 60"]);
        (await shop.Post("/v1/orders", Order("o2", Line(2, 100)))).Paid().ShouldBe(["B 20"], "200 was paid");
        (await shop.Post("/v1/orders", Order("o3", Line(2, 500, product: "p2")))).Paid().ShouldBeEmpty();
        (await shop.Explained("o3")).ShouldBe(["B zeroBase"], "the product has no such value");

        (await shop.Put("/v1/products/p1", new { name = "Tea", commissionableValue = Pence(100) })).Must(200);
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(30 + 20, "half of what the product was worth then");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_beyond_any_number_is_what_was_paid_for_the_line()
    {
        var shop = await Shop(("basis", "perUnit"));
        (await shop.Put("/v1/products/p1", new { name = "Dear", commissionableValue = Pence(1_000_000_000_000) }))
            .Must(200);
        // 10^19 is more than 64 bits hold.
        await Pays(shop, 20_000_000, Order("o1", Line(10_000_000, 2)));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rule_sees_only_the_lines_of_its_class_or_rung()
    {
        var gifts = Level("gifts", (1, "T1", 1_000));
        gifts["classes"] = new[] { "gift" };
        var steps = Level("steps", (1, "T1", 500));
        steps["rungs"] = new[] { "low", "member" };
        var shop = await Shop(("rules", new[] { gifts, steps }));
        (await shop.Put("/v1/products/p1", new { name = "Gift", @class = "gift", rung = "low" })).Must(200);
        (await shop.Put("/v1/products/p2", new { name = "Card", rung = "member" })).Must(200);

        (await shop.Post("/v1/orders",
            Order("o1", Line(1, 1_000), Line(1, 3_000, product: "p2"), Line(1, 7_000, product: "p3"))))
            .Paid().ShouldBe(["B 100", "B 200"]);
        (await shop.Explained("o1")).ShouldBe(["B 100", "B 200"]);
        (await shop.Post("/v1/orders", Order("o2", Line(1, 7_000, product: "p3")))).Paid().ShouldBeEmpty();
        (await shop.Explained("o2")).ShouldBe(["B productExcluded", "B productExcluded"]);

        (await shop.Put("/v1/products/p3", new { name = "Late", @class = "gift" })).Must(200);
        (await shop.Explained("o2")).ShouldBe(["B productExcluded", "B productExcluded"], "what it was then");
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(150);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Explain_names_the_reason_of_everybody_one_step_beyond_the_pay_depth()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 2), ("Z", 3), ("Y", 3));
        (await shop.Order("o1", "C", Day(2), 999)).Paid().ShouldBe(["A 50"]);
        (await shop.Explained("o1")).ShouldBe(["B noTier", "A 50", "Z beyondPayDepth"]);
        (await shop.Order("o2", "C", Day(2), 4)).Paid().ShouldBeEmpty();
        (await shop.Explained("o2")).ShouldBe(["B noTier", "A roundedToZero", "Z beyondPayDepth"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(changes);
        // Tiers by spend: partners are made by a tier's own conditions, whatever the plan counts.
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    /// <summary>The order is worth so much, and the referrer gets 10 % of it.</summary>
    private static async Task Pays(TestShop shop, long value, object order)
    {
        var answer = (await shop.Post("/v1/orders", order)).Must(201);
        answer.Minor("value").ShouldBe(value);
        answer.Paid().ShouldBe([$"B {value / 10}"]);
    }

    private static Dictionary<string, object> Order(string orderId, params Dictionary<string, object>[] lines) =>
        Order(orderId, lines, []);

    private static Dictionary<string, object> Order(
        string orderId, Dictionary<string, object>[] lines, params (string Name, object Value)[] parts)
    {
        for (var i = 0; i < lines.Length; i++) lines[i]["lineId"] = $"{i + 1}";
        var order = new Dictionary<string, object>
        {
            ["orderId"] = orderId,
            ["customerId"] = "C",
            ["paidAt"] = Day(2),
            ["completedAt"] = Day(2),
            ["lines"] = lines,
        };
        foreach (var (name, value) in parts) order[name] = value;
        return order;
    }

    private static Dictionary<string, object> Line(int quantity, long price, params object[] discounts) =>
        Line(quantity, price, "p1", discounts);

    private static Dictionary<string, object> Line(
        int quantity, long price, string product, params object[] discounts) => new()
        {
            ["productId"] = product,
            ["quantity"] = quantity,
            ["unitPrice"] = Pence(price),
            ["discounts"] = discounts,
        };

    private static object Discount(string fundedBy, long amount) => new { fundedBy, amount = Pence(amount) };

    private static object Tender(string kind, long amount) => new { kind, amount = Pence(amount) };
}
