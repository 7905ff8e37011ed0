using FsCheck;
using FsCheck.Fluent;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.UnitTests.Ladder;

/// <summary>Orders, written short or made at random, in a shop that counts in pence.</summary>
internal static class RandomLadderOrders
{
    public static readonly DateTimeOffset Paid = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Failures print the seed that replays them.</summary>
    public static readonly Config Printed = Trying.Cases(300).WithEndSize(30);

    public static readonly Caller OurShop =
        new() { Shop = new Shop(1, "GBP", "Europe/London", true, "custom") };

    public static Money Pence(long amount) => new(amount, "GBP");

    public static OrderLine Line(string id, decimal quantity, long price, params Discount[] discounts) =>
        new(id, $"p{id}", quantity, Pence(price), discounts.Length > 0 ? discounts : null);

    public static OrderContent Of(params OrderLine[] lines) => new("o", Paid, lines, "c");

    /// <summary>The order and its lines as they stand before any refund: seven units each, all of it counted.</summary>
    public static (OrderState Order, List<LineState> Lines) State(params long[] values) =>
        State([.. values.Select(value => new LineWorth(7, value, value))]);

    /// <summary>The same of lines that are worth what they are said to be.</summary>
    public static (OrderState Order, List<LineState> Lines) State(IReadOnlyList<LineWorth> lines) => (
        new OrderState(
            1, "o", 1, "c", Paid, true, lines.Sum(line => line.Due), lines.Sum(line => line.Value), 0, 0, null, null,
            0, 0, 0, 0, 0, 0),
        [
            .. lines.Select((line, i) => new LineState(
                i + 1, $"{i + 1}", line.Quantity, line.Due, line.Value, null, null, 0, 0, 0)),
        ]);

    /// <summary>What the database would say after a refund.</summary>
    public static (OrderState Order, List<LineState> Lines) After(
        OrderState order, IReadOnlyList<LineState> lines, RefundContent refund, long tolerance = 0)
    {
        var effect = RefundRules.Measure(order, lines, refund, tolerance).Effect!;
        return (
            order with
            {
                RefundedMinor = order.RefundedMinor + effect.Value,
                RefundedDueMinor = order.RefundedDueMinor + effect.Goods,
                PlainMinor = order.PlainMinor + effect.Plain,
                RefundedShippingMinor = order.RefundedShippingMinor + (refund.Shipping?.Amount ?? 0),
                RefundedTaxMinor = order.RefundedTaxMinor + (refund.Tax?.Amount ?? 0),
                TaxApartMinor = order.TaxApartMinor + effect.TaxApart,
            },
            [
                .. lines.Select((line, i) => line with
                {
                    RefundedUnits = line.RefundedUnits + effect.Lines[i].Units,
                    UnpricedUnits = line.UnpricedUnits + effect.Lines[i].Unpriced,
                    RefundedMinor = line.RefundedMinor + effect.Lines[i].Amount,
                }),
            ]);
    }

    /// <summary>Valid orders: discounts within their lines, tenders that add up to what was due.</summary>
    public static Gen<OrderContent> Any =>
        from lines in Gen.NonEmptyListOf(AnyLine)
        from inclusive in Gen.Elements(true, false)
        from shipping in Gen.Choose(0, 1_000)
        from tax in Gen.Choose(0, 1_000)
        from points in Gen.Choose(0, 100)
        let bare = new OrderContent(
            "o", Paid, [.. lines.Select((line, i) => line with { LineId = $"{i}" })], "c", inclusive, Pence(shipping),
            Pence(tax))
        let notMoney = LineValues.Due(bare) * points / 100
        select bare with
        {
            Tenders =
            [
                new Tender("points", Pence(notMoney)), new Tender("card", Pence(LineValues.Due(bare) - notMoney)),
            ],
        };

    private static Gen<OrderLine> AnyLine =>
        from quantity in Gen.Choose(1, 20)
        from price in Gen.Frequency((4, Gen.Choose(0, 100_000)), (1, Gen.Constant(0)))
        from merchant in Gen.Choose(0, 50)
        from platform in Gen.Choose(0, 50)
        let gross = (long)quantity * price
        select Line("x", quantity, price,
            new Discount(Pence(gross * merchant / 100), "merchant"),
            new Discount(Pence(gross * platform / 100), "platform"));
}
