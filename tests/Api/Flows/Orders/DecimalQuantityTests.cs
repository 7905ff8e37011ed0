using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.BuyersMoney;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>Totals, quantities with decimals, and discounts and fees of an order as a whole.</summary>
public sealed class DecimalQuantityTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_line_may_have_a_total_in_place_of_a_unit_price()
    {
        var shop = await Shop();
        (await Order(shop, "o", [Whole("1", 3, 1_000)])).Paid().ShouldBe(["B 100"]);
        (await Order(shop, "o", [Whole("1", 3, 1_000)])).IsReplayed().ShouldBeTrue();
        (await Order(shop, "o", [Whole("1", 3, 1_001)])).Refused(409, "ORDER_CONFLICT")
            .Pointer.ShouldBe("#/lines/0/total/amount");
        for (var i = 1; i <= 3; i++)
            (await Refund(shop, "o", $"r{i}", [Row("1", 1)])).Must(201).Minor("goods").ShouldBe(i == 2 ? 334 : 333);
        (await shop.Net("B")).ShouldBe(0);
        var line = (await shop.Get("/v1/orders/o")).Must(200).List("lines").ShouldHaveSingleItem();
        line.TryGetProperty("unitPrice", out _).ShouldBeFalse();
        line.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_with_both_or_neither_is_refused()
    {
        var shop = await Shop();
        var both = new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(1), total = Pence(1) };
        (await Order(shop, "o", [both])).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines/0/total");
        (await Order(shop, "o", [new { lineId = "1", productId = "p", quantity = 1 }]))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines/0/unitPrice");
    }

    [Fact]
    public async Task Half_a_kilogram_is_sold_and_comes_back_in_parts()
    {
        var shop = await Shop();
        // 0.3755 × 24.99 = 9.383745
        (await Order(shop, "o", [Line("1", 0.3755m, 2_499)])).Must(201).Minor("value").ShouldBe(938);
        (await Refund(shop, "o", "r1", [Row("1", 0.1255m)])).Must(201).Minor("goods").ShouldBe(313);
        (await Refund(shop, "o", "r2", [Row("1", 0.2501m)])).Must(202).Text("reason").ShouldBe("unitsExceedSold");
        (await Refund(shop, "o", "r3", [Row("1", 0.25m, 600)])).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        var line = (await shop.Get("/v1/orders/o")).Must(200).List("lines").ShouldHaveSingleItem();
        line.GetProperty("quantity").GetRawText().ShouldBe("0.3755");
        line.GetProperty("refundedQuantity").GetRawText().ShouldBe("0.3755");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_a_minor_unit_is_rounded_to_even_once()
    {
        var shop = await Shop();
        (await Order(shop, "low", [Line("1", 0.5m, 5)])).Must(201).Minor("value").ShouldBe(2);
        (await Order(shop, "high", [Line("1", 0.5m, 7)])).Must(201).Minor("value").ShouldBe(4);
    }

    [Fact]
    public async Task Three_and_three_point_zero_are_the_same_order_and_shown_as_three()
    {
        var shop = await Shop();
        static string Body(string quantity) => $$$"""
            {"orderId":"o","customerId":"C","paidAt":"2010-12-02T08:00:00Z","lines":[{"lineId":"1","productId":"p1",
             "quantity":{{{quantity}}},"unitPrice":{"amount":100,"currency":"GBP"}}]}
            """;
        var first = (await shop.Post("/v1/orders", Body("3"))).Must(201);
        foreach (var same in new[] { "3.0", "3.0000", "3e0", "30e-1" })
            (await shop.Post("/v1/orders", Body(same))).Must(201).FirstAnswer().ShouldBe(first.Body);
        (await shop.Post("/v1/orders", Body("3.0001"))).Refused(409, "ORDER_CONFLICT")
            .Pointer.ShouldBe("#/lines/0/quantity");
        foreach (var bad in new[] { "3.00001", "0", "-1", "1000000000.0001" })
            (await shop.Post("/v1/orders", Body(bad).Replace("\"o\"", "\"x\""))).Refused(422, "VALIDATION_FAILED")
                .Pointer.ShouldBe("#/lines/0/quantity");
        (await shop.Get("/v1/orders/o")).Must(200).Body.ShouldContain("\"quantity\":3,");
        (await Refund(shop, "o", "r1", [Row("1", 1)])).Must(201);
        (await Refund(shop, "o", "r1", [Row("1", 1.0m)])).Must(201).IsReplayed().ShouldBeTrue();
    }

    [Fact]
    public async Task Amounts_by_the_unit_and_commissionable_values_follow_the_decimals_exactly()
    {
        var shop = await Shop(("basis", "perUnit"));
        (await shop.Put("/v1/products/p1", new { name = "Tea", commissionableValue = Pence(333) })).Must(200);
        // 333 × 0.5 is 166.5: 10 % of it are 16.65, and 10 % of a rounded 166 were 16.6.
        (await Order(shop, "o", [Line("1", 0.5m, 1_000)])).Paid().ShouldBe(["B 17"]);
        (await Order(shop, "p", [Line("1", 0.15m, 1_000)])).Paid().ShouldBe(["B 5"]);
        (await Refund(shop, "o", "r1", [Row("1", 0.25m)])).Must(201);
        (await shop.Net("B")).ShouldBe(8 + 5);
        (await shop.FailedChecks()).ShouldBeEmpty();

        var units = await Shop(("rules", new[]
        {
            new
            {
                ruleId = "card",
                kind = "level",
                rates = new[] { new { depth = 1, tier = "T1", unitMinor = 333 } },
            },
        }));
        (await Order(units, "o", [Line("1", 1.5m, 1_000)])).Paid().ShouldBe(["B 500"], "499.5, half to even");
        (await Refund(units, "o", "r1", [Row("1", 0.5m)])).Must(201);
        (await units.Net("B")).ShouldBe(333);
        (await units.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Discounts_and_fees_of_the_order_are_spread_over_its_lines()
    {
        var shop = await Shop();
        (string, object)[] whole =
        [
            ("discounts", new[] { Off(900, "merchant"), Off(100, "platform") }),
            ("fees", new[] { new { amount = Pence(-2), code = "rounding" }, new { amount = Pence(32), code = "bag" } }),
        ];
        object[] lines = [Line("1", 1, 2_000), Line("2", 1, 1_000)];
        object[] tenders = [new { kind = "card", amount = Pence(2_030) }];
        // 970 less: 647 and 323; the platform's 100 count on top, 67 and 33.
        (await Order(shop, "o", lines, tenders, whole)).Must(201).Minor("value").ShouldBe(2_130);
        var order = (await shop.Get("/v1/orders/o")).Must(200);
        order.List("lines").Select(line => line.GetProperty("due").GetProperty("amount").GetInt64())
            .ShouldBe([1_353, 677]);
        order.List("lines").Select(line => line.GetProperty("value").GetProperty("amount").GetInt64())
            .ShouldBe([1_420, 710]);
        (order.List("discounts").Length, order.List("fees").Length).ShouldBe((2, 2));
        (await Order(shop, "o", lines, tenders, whole)).IsReplayed().ShouldBeTrue();
        (await Order(shop, "o", lines, tenders, whole[0])).Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe("#/fees");
        (await Order(shop, "x", lines, [new { kind = "card", amount = Pence(3_000) }], whole))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/tenders");
        (await Refund(shop, "o", "r1", [Row("1", 1, 1_353)])).Must(201).TryWarnings().ShouldBeEmpty();
        (await Refund(shop, "o", "r2", [Row("2", 1)])).Must(201).Minor("goods").ShouldBe(677);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fees_on_lines_for_nothing_are_spread_equally()
    {
        var shop = await Shop();
        (await Order(
            shop, "o", [Line("1", 1, 0), Line("2", 1, 0)], null,
            ("fees", new[] { new { amount = Pence(5), code = "bag" } }))).Must(201);
        (await shop.Get("/v1/orders/o")).Must(200).List("lines")
            .Select(line => line.GetProperty("due").GetProperty("amount").GetInt64()).ShouldBe([3, 2]);
    }

    [Fact]
    public async Task A_simulation_takes_what_an_order_takes()
    {
        var shop = await Shop();
        var simulated = (await shop.Post("/v1/commissions/simulations", new
        {
            customerId = "C",
            lines = new[] { Whole("1", 0.5m, 1_000) },
            discounts = new[] { Off(100, "merchant") },
            fees = new[] { new { amount = Pence(50), code = "bag" } },
        })).Must(200);
        simulated.Minor("total").ShouldBe(95);
    }

    [Fact]
    public async Task A_member_product_gives_its_tier_for_each_whole_unit_and_at_least_once()
    {
        var shop = await Shop();
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            memberProducts = new[] { "p1" },
            validityDays = 30,
            privileges = Array.Empty<object>(),
        })).Must(200);
        (await Order(shop, "o", [Line("1", 0.5m, 1_000)])).Must(201).Text("memberTier").ShouldBe("gold");
        (await Order(shop, "p", [Line("1", 2.9m, 1_000)])).Must(201);
        (await shop.Get("/v1/members/C")).Must(200).Body.ShouldContain("2011-03-02T08:00:00Z");
    }

    private async Task<TestShop> Shop(params (string Name, object Value)[] plan)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(plan);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
