using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.BuyersMoney;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>Goods, shipping and tax paid back together never exceed what was paid.</summary>
public sealed class RefundedTaxTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly object[] Nothing = [];

    [Fact]
    public async Task Goods_after_the_included_tax_alone_exceed_what_was_paid()
    {
        var shop = await Shop();
        (await Refund(shop, "o", "tax", Nothing, ("tax", Pence(2_000)))).Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(1_200, "tax moves no commission");
        (await shop.RefundLine("o", "goods", Day(3), "1", 12_000)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        (await shop.RefundLine("o", "less", Day(3), "1", 10_000)).Must(201);
        (await shop.Net("B")).ShouldBe(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Units_after_the_included_tax_alone_are_never_too_many()
    {
        var shop = await Shop();
        (await Refund(shop, "o", "tax", Nothing, ("tax", Pence(2_000)))).Must(201);
        (await Refund(shop, "o", "unit", [Row("1", 1)])).Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Included_tax_that_comes_with_its_goods_is_information()
    {
        var shop = await Shop();
        for (var i = 0; i < 2; i++)
            (await Refund(shop, "o", $"half{i}", [Row("1", null, 6_000)], ("tax", Pence(1_000))))
                .Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Included_tax_of_thirds_may_be_rounded_up_in_each()
    {
        var shop = await Shop(tax: 1_000);
        for (var i = 0; i < 3; i++)
            (await Refund(shop, "o", $"third{i}", [Row("1", null, 4_000)], ("tax", Pence(334))))
                .Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_included_tax_of_a_penny_more_lets_the_goods_count()
    {
        var shop = await Shop();
        (await Refund(shop, "o", "r", [Row("1", null, 12_000)], ("tax", Pence(2_001))))
            .Warnings().ShouldBe(["refundExceedsPaid #/tax"]);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_beyond_what_the_goods_include_counts_against_what_was_paid()
    {
        var shop = await Shop();
        (await Refund(shop, "o", "r1", [Row("1", null, 6_000)], ("tax", Pence(2_000)))).Must(201);
        (await shop.RefundLine("o", "r2", Day(3), "1", 6_000)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        (await shop.RefundLine("o", "r3", Day(3), "1", 5_000)).Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_refunded_of_an_order_that_named_none_is_warned_of_and_the_goods_count()
    {
        var shop = await Shop(tax: null);
        for (var i = 0; i < 2; i++)
            (await Refund(shop, "o", $"half{i}", [Row("1", null, 6_000)], ("tax", Pence(1_000))))
                .Warnings().ShouldBe(["refundExceedsPaid #/tax"]);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_on_top_is_a_part_of_its_own()
    {
        var shop = await Shop(included: false);
        (await Refund(shop, "o", "tax", Nothing, ("tax", Pence(2_000)))).Must(201).TryWarnings().ShouldBeEmpty();
        (await shop.RefundLine("o", "goods", Day(3), "1", 12_000)).Must(201).TryWarnings().ShouldBeEmpty();
        (await Refund(shop, "o", "more", Nothing, ("tax", Pence(1)))).Warnings().ShouldBe(["refundExceedsPaid #/tax"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_above_the_price_is_taken_with_a_warning()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await Order(shop, "o", [Line("1", 1, 100)], null, ("tax", Pence(101))))
            .Warnings().ShouldContain("taxExceedsPrice #/tax");
        (await Order(shop, "p", [Line("1", 1, 100)], null, ("tax", Pence(100)))).Warnings().ShouldBeEmpty();
    }

    /// <summary>B gets 10 % of C's order of 120.00 with 20.00 of tax.</summary>
    private async Task<TestShop> Shop(long? tax = 2_000, bool included = true)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (string, object)[] more = [("pricesIncludeTax", included)];
        if (tax is { } amount) more = [.. more, ("tax", Pence(amount))];
        (await Order(shop, "o", [Line("1", 1, 12_000)], null, more)).Paid().ShouldBe(["B 1200"]);
        return shop;
    }
}
