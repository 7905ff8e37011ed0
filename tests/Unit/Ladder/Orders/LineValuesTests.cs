using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Orders;

/// <summary>What was paid for each line: docs/commission-rules.md#line-values.</summary>
public class LineValuesTests
{
    private static readonly string[] NotMoney = ["points", "bonus"];
    private static readonly string[] Counted = ["platform"];

    [Fact]
    public void A_discount_of_the_merchant_was_not_paid_and_one_of_the_platform_was() => Values(Of(
        Line("1", 2, 500, new Discount(Pence(100), "merchant"), new Discount(Pence(50), "platform")),
        Line("2", 1, 10))).ShouldBe([900, 10]);

    [Fact]
    public void Points_are_spread_by_what_was_due_for_lines_shipping_and_tax_on_top()
    {
        var order = Of(Line("1", 1, 600), Line("2", 1, 200)) with
        {
            PricesIncludeTax = false,
            Shipping = Pence(100),
            Tax = Pence(100),
            Tenders = [new Tender("points", Pence(100)), new Tender("card", Pence(900))],
        };

        LineValues.Due(order).ShouldBe(1000);
        Values(order).ShouldBe([540, 180]);
        Values(order with
        {
            PricesIncludeTax = true,
            Tenders = [new Tender("points", Pence(90)), new Tender("card", Pence(810))],
        }).ShouldBe([540, 180]);
    }

    [Fact]
    public void The_last_penny_goes_to_the_larger_remainder_then_to_the_lower_line() => Values(
        Of(Line("1", 1, 100), Line("2", 1, 100), Line("3", 1, 100)) with
        {
            Tenders = [new Tender("bonus", Pence(100)), new Tender("cash", Pence(200))],
        }).ShouldBe([66, 67, 67]);

    [Fact]
    public void A_line_for_nothing_is_worth_nothing() => Values(Of(Line("1", 3, 0), Line("2", 1, 5))).ShouldBe([0, 5]);

    [Fact]
    public void Values_lie_between_nothing_and_the_gross_and_the_points_are_nowhere_in_them() => Prop.ForAll(
        Any.ToArbitrary(),
        order =>
        {
            var values = Values(order);
            for (var i = 0; i < values.Length; i++)
                values[i].ShouldBeInRange(0, LineValues.Gross(order.Lines[i]));

            var goods = Values(order with { Tenders = null });
            for (var i = 0; i < values.Length; i++)
                goods[i].ShouldBe(LineValues.Gross(order.Lines[i]) - order.Lines[i].Discounts![0].Amount.Amount);
            var points = order.Tenders![0].Amount.Amount;
            (goods.Sum() - values.Sum()).ShouldBeInRange(0, points);
            if (order is { Shipping.Amount: 0, PricesIncludeTax: true } or { Shipping.Amount: 0, Tax.Amount: 0 })
                (goods.Sum() - values.Sum()).ShouldBe(points);
        }).Check(Printed);

    private static long[] Values(OrderContent order) => LineValues.Of(order, LineValues.Dues(order), NotMoney, Counted);
}
