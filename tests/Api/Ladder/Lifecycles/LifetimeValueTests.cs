using System.Text.Json;
using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using SocialCommerce.ApiTests.Ladder.Reports;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Lifecycles;

/// <summary>What customers spend, in three forms.</summary>
public sealed class LifetimeValueTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_customers_value_is_actual_by_the_formula_and_projected()
    {
        var shop = await Sold();
        (await Value(shop, "A"))
            .ShouldBe("3 orders, 2.25 in 40 days, ticket 167, actual 500, literal 500, projected 4563");
        (await Value(shop, "B")).ShouldBe("1 orders, 1 in 0 days, ticket 100, actual 100, literal -, projected 1217");
        (await Value(shop, "C")).ShouldBe("2 orders, 2 in 0 days, ticket 75, actual 150, literal -, projected 1825");
        (await Value(shop, "D")).ShouldBe("0 orders, - in - days, ticket -, actual 0, literal -, projected -");
        (await shop.Get("/v1/customers/lost/lifetime-value")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task A_cohort_has_both_means_of_the_formula_and_the_customers_that_have_none()
    {
        var shop = await Sold();
        await shop.Buy("e1", "E", Day(1), "tea");
        await shop.Buy("e2", "E", Day(11), "tea");
        var cohorts = (await shop.Get("/v1/reports/lifetime-value?periods=2")).Must(200).List("cohorts");
        // A: 3 ÷ 40 days, 40 days, 500 ÷ 3; E: 2 ÷ 10 days, 10 days, 100.
        var product = (3 / 40m + 2 / 10m) / 2 * (40 + 10) / 2m * (500 / 3m + 100) / 2;
        Text(cohorts[0]).ShouldBe(
            "2010-12-01: 4 customers, actual 950 mean 238, 2 with and 2 without, mean of products 350, "
            + $"product of means {decimal.Round(product)}, projected "
            + $"{decimal.Round(((500 * 365 / 40m) + (100 * 365 / 30m) + (150 * 365 / 30m) + (200 * 365 / 30m)) / 4)}");
        Text(cohorts[1]).ShouldBe(
            "2011-01-01: 0 customers, actual 0 mean -, 0 with and 0 without, mean of products -, product of means -, "
            + "projected -");
        (await shop.Get("/v1/reports/lifetime-value?cohort=week&periods=1")).Must(200).List("cohorts").Single()
            .Text("start").ShouldBe("2011-01-10");
    }

    [Fact]
    public async Task A_unit_or_a_number_of_periods_that_cannot_be_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/reports/lifetime-value?cohort=day")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/reports/lifetime-value?periods=25")).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/periods");
    }

    /// <summary>
    /// A: three orders within 40 days, a refund of 1.00; B: one; C: two at once, one of them half refunded; D: one that
    /// went back.
    /// </summary>
    private async Task<TestShop> Sold()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(1), "tea", "tea");
        await shop.Buy("a2", "A", Day(20), "tea", "tea");
        await shop.Buy("a3", "A", Day(41), "tea", "tea");
        await shop.GiveBack("a2", Day(41));
        await shop.Buy("b1", "B", Day(1), "tea");
        await shop.Buy("c1", "C", Day(2), "tea");
        await shop.Buy("c2", "C", Day(2), "tea");
        (await shop.RefundPlain("c2", "half", Day(41), 50)).Must(201);
        await shop.Buy("d1", "D", Day(2), "tea");
        await shop.GiveBack("d1", Day(41));
        return shop;
    }

    private static async Task<string> Value(TestShop shop, string customerId)
    {
        var one = (await shop.Get($"/v1/customers/{customerId}/lifetime-value")).Must(200).Json;
        return $"{one.Text("orders")} orders, {one.Text("frequency")} in {one.Text("lifetimeDays")} days, "
            + $"ticket {one.Minor("ticket")}, actual {one.Minor("actual")}, literal {one.Minor("formulaLiteral")}, "
            + $"projected {one.Minor("projected")}";
    }

    private static string Text(JsonElement one) =>
        $"{one.Text("start")}: {one.Text("customers")} customers, actual {one.Minor("actual")} "
        + $"mean {one.Minor("actualMean")}, {one.Text("withLiteral")} with and {one.Text("withoutLiteral")} without, "
        + $"mean of products {one.Minor("meanOfProducts")}, product of means {one.Minor("productOfMeans")}, "
        + $"projected {one.Minor("projectedMean")}";
}
