using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Orders;

/// <summary>What a line is worth without the tax that prices include: docs/commission-rules.md#basis.</summary>
public class NetOfTaxTests
{
    private static readonly string[] NotMoney = ["points", "bonus"];
    private static readonly string[] Counted = ["platform"];

    [Fact]
    public void Of_120_with_20_of_tax_100_is_left() => Net(Of(Line("1", 1, 12_000)) with { Tax = Pence(2_000) })
        .ShouldBe([10_000]);

    [Fact]
    public void Tax_is_spread_by_what_was_due_and_the_shipping_bears_its_part()
    {
        var order = Of(Line("1", 1, 600), Line("2", 1, 300, new Discount(Pence(100), "merchant"))) with
        {
            Tax = Pence(90),
        };
        Net(order).ShouldBe([532, 178], "67.5 and 22.5: the last penny goes to the lower line of equal remainders");
        Net(order with { Shipping = Pence(100) }).ShouldBe([540, 180], "60, 20 and 10 for the shipping");
    }

    [Fact]
    public void A_lines_own_tax_wins_and_the_rest_is_spread_over_the_others()
    {
        var order = Of(Line("book", 1, 1_000) with { Tax = Pence(0) }, Line("wine", 1, 1_000), Line("tea", 1, 1_000))
            with
        { Tax = Pence(334) };
        Net(order).ShouldBe([1_000, 833, 833]);
        Net(order with { Lines = [order.Lines[0], order.Lines[1] with { Tax = Pence(230) }, order.Lines[2]] })
            .ShouldBe([1_000, 770, 896]);
        Net(order with { Tax = null }).ShouldBe([1_000, 1_000, 1_000]);
        Net(order with { Tax = null, Lines = [.. order.Lines.Select(line => line with { Tax = Pence(166) })] })
            .ShouldBe([834, 834, 834]);
        Net(order with { Tax = Pence(1), Lines = [.. order.Lines.Select(line => line with { Tax = Pence(166) })] })
            .ShouldBe([834, 834, 834], "the lines say more than the order");
    }

    [Fact]
    public void Tax_on_top_takes_nothing_out()
    {
        var order = Of(Line("1", 1, 1_000) with { Tax = Pence(200) }) with { Tax = Pence(200) };
        Net(order with { PricesIncludeTax = false }).ShouldBe([1_000]);
    }

    [Fact]
    public void What_was_paid_by_points_bears_its_part_of_the_tax()
    {
        var order = Of(Line("1", 1, 12_000)) with
        {
            Tax = Pence(2_000),
            Tenders = [new Tender("points", Pence(6_000)), new Tender("card", Pence(6_000))],
        };
        Net(order).ShouldBe([5_000]);
        Net(order with { Tenders = [new Tender("points", Pence(12_000))] }).ShouldBe([0]);
    }

    [Fact]
    public void A_discount_that_counts_as_paid_bears_tax_as_the_rest_does() => Net(
        Of(Line("1", 1, 12_000, new Discount(Pence(6_000), "platform"))) with { Tax = Pence(1_000) })
        .ShouldBe([10_000]);

    [Fact]
    public void Tax_above_the_price_takes_all_of_it_and_no_more()
    {
        Net(Of(Line("1", 1, 100), Line("2", 1, 0)) with { Tax = Pence(900) }).ShouldBe([0, 0]);
        Net(Of(Line("1", 1, 100) with { Tax = Pence(900) }, Line("2", 1, 50)) with { Tax = Pence(1_000) })
            .ShouldBe([0, 0]);
        Net(Of(Line("1", 1, 0)) with { Tax = Pence(9) }).ShouldBe([0]);
    }

    [Fact]
    public void Nothing_is_lost_and_no_line_falls_below_nothing() => Prop.ForAll(
        (from order in Any
         from own in Gen.ListOf(Gen.Frequency((3, Gen.Constant(-1)), (1, Gen.Choose(0, 100))), 50)
         select order with
         {
             Lines = [.. order.Lines.Select((line, i) => own[i % own.Count] < 0 ? line : line with
             {
                 Tax = Pence(LineValues.Net(line) * own[i % own.Count] / 100),
             })],
         }).ToArbitrary(),
        order =>
        {
            long[] dues = [.. order.Lines.Select(LineValues.Net)];
            var values = LineValues.Of(order, dues, NotMoney, Counted);
            var taxes = IncludedTax.Of(order, dues);
            var taken = IncludedTax.In(values, dues, taxes);
            for (var i = 0; i < dues.Length; i++)
            {
                taxes[i].ShouldBeInRange(0, dues[i]);
                if (order.PricesIncludeTax && order.Lines[i].Tax is { } own) taxes[i].ShouldBe(own.Amount);
                taken[i].ShouldBeInRange(0, values[i]);
                // The same part of the value as of what was due, to half a penny.
                (Int128.Abs(((Int128)taken[i] * dues[i]) - ((Int128)values[i] * taxes[i])) * 2)
                    .ShouldBeLessThanOrEqualTo(dues[i]);
            }
            if (!order.PricesIncludeTax) taxes.ShouldAllBe(tax => tax == 0);
            else if (order.Shipping is { Amount: 0 } && order.Lines.All(line => line.Tax is null)
                && order.Tax!.Amount <= dues.Sum())
                taxes.Sum().ShouldBe(order.Tax.Amount);
        }).Check(Trying.Cases(10_000).WithEndSize(30));

    private static long[] Net(OrderContent order)
    {
        long[] dues = [.. order.Lines.Select(LineValues.Net)];
        var values = LineValues.Of(order, LineValues.Dues(order), NotMoney, Counted);
        var taken = IncludedTax.In(values, dues, IncludedTax.Of(order, dues));
        return [.. values.Select((value, i) => value - taken[i])];
    }
}
