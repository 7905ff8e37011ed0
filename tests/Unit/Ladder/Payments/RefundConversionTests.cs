using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Payments;

/// <summary>
/// Refunds in the currency of payment count at the order's rate, and a whole one takes exactly the whole.
/// </summary>
public class RefundConversionTests
{
    private static readonly Config Often = Trying.Cases(2_000).WithEndSize(12);

    [Theory]
    [InlineData("7.1832", true)]
    [InlineData("1", true)]
    [InlineData("000000000.000000000001", true)]
    [InlineData("999999999.999999999999", true)]
    [InlineData("0", false)]
    [InlineData("0.000", false)]
    [InlineData("1e3", false)]
    [InlineData("-1", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1,5", false)]
    [InlineData("1234567890", false)]
    [InlineData("1\n", false)]
    [InlineData("٧", false)]
    [InlineData("", false)]
    public void A_rate_is_a_plain_decimal_number(string rate, bool valid) => PaidIn.IsRate(rate).ShouldBe(valid);

    [Theory]
    [InlineData(5_402, "USD", "7.1832", 38_804, true)]
    [InlineData(5_402, "USD", "7.1832", 38_810, true)]
    [InlineData(5_402, "USD", "7.1832", 38_830, false)]
    [InlineData(8_000, "JPY", "0.0485", 38_800, true)]
    [InlineData(8_000, "JPY", "4.85", 38_800, false)]
    [InlineData(17_000, "KWD", "22.8235", 38_800, true)]
    public void The_amount_fits_its_rate_but_for_rounding(
        long paid, string currency, string rate, long due, bool fits) =>
        new PaidIn(new Money(paid, currency), rate).Fits(due, "CNY", 2).ShouldBe(fits);

    [Fact]
    public void A_full_refund_takes_exactly_the_whole_however_it_is_split() => Prop.ForAll(
        AnyOrder.ToArbitrary(),
        story =>
        {
            var (order, lines, paid, seed) = story;
            var random = new Random(seed);
            var worths = Allocation.LargestRemainder(
                paid, [.. lines.Select(line => line.DueMinor), order.ShippingMinor, 0]);
            var sums = PaidSums.Of(lines, [], "GBP");
            var counted = new long[lines.Count];
            var left = worths[..lines.Count];
            while (left.Sum() > 0)
            {
                var at = random.Next(left.Length);
                var part = random.NextInt64(left[at] + 1);
                if (random.Next(4) == 0) part = left[at];
                left[at] -= part;
                var made = Convert(sums, new RefundContent(
                    "r", Paid, [new RefundLine($"{at + 1}", null, new Money(part, "USD"))]));
                var amount = made.Lines![0].Amount!.Amount;
                amount.ShouldBeGreaterThanOrEqualTo(0);
                counted[at] += amount;
                sums = sums with
                {
                    Lines = [.. sums.Lines.Select((line, i) =>
                        i == at ? line + new PaidSums.Pair(part, amount) : line)],
                };
            }
            for (var i = 0; i < counted.Length; i++)
                if (worths[i] > 0) counted[i].ShouldBe(lines[i].DueMinor);
            var shipping = Convert(sums, new RefundContent("s", Paid, Shipping: new Money(worths[^2], "USD")));
            if (worths[^2] > 0) shipping.Shipping!.Amount.ShouldBe(order.ShippingMinor);

            RefundContent Convert(PaidSums before, RefundContent refund) =>
                new RefundConversion(paid, order.DueMinor + order.ShippingMinor, order, lines, before)
                    .Convert(refund, "GBP");
        }).Check(Often);

    [Fact]
    public void A_line_and_then_the_rest_of_the_goods_take_exactly_the_goods() => Prop.ForAll(
        AnyOrder.ToArbitrary(),
        story =>
        {
            var (order, lines, paid, _) = story;
            var worths = Allocation.LargestRemainder(
                paid, [.. lines.Select(line => line.DueMinor), order.ShippingMinor, 0]);
            if (worths[..lines.Count].Sum() == 0) return;
            var refund = new RefundContent(
                "r", Paid, [new RefundLine("1", null, new Money(worths[0], "USD"))],
                new Money(worths[1..lines.Count].Sum(), "USD"));
            var made = new RefundConversion(
                paid, order.DueMinor + order.ShippingMinor, order, lines, PaidSums.Of(lines, [], "GBP"))
                .Convert(refund, "GBP");
            (made.Lines![0].Amount!.Amount + made.Amount!.Amount).ShouldBe(order.DueMinor);
            made.AsReported().ShouldBe(refund);
        }).Check(Often);

    [Fact]
    public void Another_currency_than_the_orders_is_not_converted_and_the_shops_own_stays_as_it_is()
    {
        var (order, lines) = State(1_000, 500);
        var paid = new PaidOrder("""{"amount":{"amount":2000,"currency":"USD"},"rate":"0.75"}""", 1_500);
        Of("GBP")!.Amount.ShouldBe(Pence(300));
        Of("GBP")!.Stated(true).ShouldBeNull();
        Of("USD")!.Amount.ShouldBe(Pence(225));
        Of("USD")!.Stated(true).ShouldBe(new Money(300, "USD"));
        Of("EUR").ShouldBeNull();
        RefundConversion.Of(null, order, lines, [], new RefundContent("r", Paid, Amount: new(1, "USD")), "GBP")
            .ShouldBeNull();
        RefundConversion.Of(
            paid, order, lines, [],
            new RefundContent("r", Paid, Amount: new(1, "USD"), Shipping: Pence(1)), "GBP").ShouldBeNull();

        RefundContent? Of(string currency) => RefundConversion.Of(
            paid, order, lines, [], new RefundContent("r", Paid, Amount: new Money(300, currency)), "GBP");
    }

    private static Gen<(OrderState Order, List<LineState> Lines, long Paid, int Seed)> AnyOrder =>
        from dues in Gen.NonEmptyListOf(Gen.Choose(0, 5_000))
        from shipping in Gen.Choose(0, 500)
        from paid in Gen.Choose(1, 60_000)
        from seed in Gen.Choose(0, int.MaxValue)
        let state = State([.. dues.Select(due => (long)due)])
        where dues.Sum() + shipping > 0
        select (state.Order with { ShippingMinor = shipping }, state.Lines, (long)paid, seed);
}
