using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Kernel.Problems;
using SocialCommerce.Kernel.Text;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Orders;

/// <summary>What an order or a refund must be by itself, and what makes two reports of an order differ.</summary>
public class OrderContentTests
{
    private static readonly OrderContent Good = Of(Line("1", 2, 100), Line("2", 1, 0));

    [Fact]
    public void Every_error_points_at_its_place()
    {
        Errors(Good with { OrderId = "a\0", Lines = [] }).ShouldBe(["ID_INVALID #/orderId", "LINES_COUNT #/lines"]);
        Errors(Good with { CustomerId = "" }).ShouldBe(["ID_INVALID #/customerId"]);
        Errors(Good with { CustomerId = null, Touchpoint = "", InviteCode = new string('x', 65) }).ShouldBeEmpty();
        Errors(Good with { Shipping = Pence(-1), Tax = new Money(1, "EUR") })
            .ShouldBe(["AMOUNT_OUT_OF_RANGE #/shipping/amount", "CURRENCY_MISMATCH #/tax/currency"]);
        Errors(Of(Line("1", 0, 1), Line("1", 1, -1))).ShouldBe(
        [
            "QUANTITY_OUT_OF_RANGE #/lines/0/quantity", "LINE_REPEATED #/lines/1/lineId",
            "AMOUNT_OUT_OF_RANGE #/lines/1/unitPrice/amount",
        ]);
        Errors(Of(Line("1", 1, 5, new Discount(Pence(2), "nobody"), new Discount(Pence(-2), "partner")))).ShouldBe(
            [
                "VALUE_UNKNOWN #/lines/0/discounts/0/fundedBy",
                "AMOUNT_OUT_OF_RANGE #/lines/0/discounts/1/amount/amount",
            ]);
        Errors(Of(Line("1", 1, 5, new Discount(Pence(6), "partner"))))
            .ShouldBe(["DISCOUNT_EXCEEDS_LINE #/lines/0/discounts"]);
        Errors(Of(Line("1", 0.00001m, 1), Line("2", 1_000_000_000.0001m, 1))).ShouldBe(
            ["QUANTITY_OUT_OF_RANGE #/lines/0/quantity", "QUANTITY_OUT_OF_RANGE #/lines/1/quantity"]);
        Errors(Of(Line("1", 1, 5) with { Total = Pence(5) }, Line("2", 1, 5) with { UnitPrice = null }))
            .ShouldBe(["LINE_PRICE #/lines/0/total", "LINE_PRICE #/lines/1/unitPrice"]);
        Errors(Good with { Fees = [new Fee(Pence(-Money.Limit - 1), "\n")] })
            .ShouldBe(["AMOUNT_OUT_OF_RANGE #/fees/0/amount/amount", "CODE_INVALID #/fees/0/code"]);
        Errors(Good with { Fees = [new Fee(Pence(-201), "deposit")] }).ShouldBe(["DISCOUNT_EXCEEDS_ORDER #/fees"]);
        Errors(Good with { Discounts = [new Discount(Pence(202), "merchant")], Fees = [new Fee(Pence(1), "bag")] })
            .ShouldBe(["DISCOUNT_EXCEEDS_ORDER #/discounts"]);
        Errors(Good with { Discounts = [new Discount(Pence(201), "merchant")], Fees = [new Fee(Pence(1), "bag")] })
            .ShouldBeEmpty();
        Errors(Good with { Tenders = [new Tender("gold", Pence(200))] }).ShouldBe(["VALUE_UNKNOWN #/tenders/0/kind"]);
    }

    [Fact]
    public void Amounts_that_overflow_are_out_of_range()
    {
        Errors(Of(Line("1", OrderLine.MaxQuantity, Money.Limit)))
            .ShouldBe(["AMOUNT_OUT_OF_RANGE #/lines/0", "AMOUNT_OUT_OF_RANGE #/lines"]);
        Errors(Of(Line("1", 1, Money.Limit), Line("2", 1, 1))).ShouldBe(["AMOUNT_OUT_OF_RANGE #/lines"]);
        Errors(Of(Line("1", OrderLine.MaxQuantity, 1_000))).ShouldBeEmpty();
    }

    [Fact]
    public void Any_order_that_adds_up_is_taken_and_is_the_same_when_it_comes_again() => Prop.ForAll(
        Any.ToArbitrary(),
        order =>
        {
            Errors(order).ShouldBeEmpty();
            OrderContents.Difference(order, Json.Read<OrderContent>(Json.Write(order))).ShouldBeNull();
        }).Check(Printed);

    [Fact]
    public void The_first_difference_of_two_reports_is_named()
    {
        Difference(Good with { CustomerId = "d" }).ShouldBe("#/customerId");
        Difference(Good with { PaidAt = Paid.AddTicks(10) }).ShouldBe("#/paidAt");
        Difference(Good with { Shipping = Pence(0) }).ShouldBe("#/shipping");
        Difference(Good with { Lines = [Good.Lines[0], Good.Lines[1] with { Quantity = 2 }] })
            .ShouldBe("#/lines/1/quantity");
        Difference(Good with { Lines = [Good.Lines[0]] }).ShouldBe("#/lines/1");
        Difference(Good with { Fees = [new Fee(Pence(1), "bag")] }).ShouldBe("#/fees");
        Difference(Good with { Discounts = [new Discount(Pence(1), "merchant")] }).ShouldBe("#/discounts");
        Difference(Of(Line("1", 2, 100, new Discount(Pence(1), "merchant")), Line("2", 1, 0)))
            .ShouldBe("#/lines/0/discounts");
    }

    [Fact]
    public void An_empty_list_and_the_same_instant_elsewhere_are_no_difference()
    {
        Difference(Good with { Tenders = [], Discounts = [], Fees = [] }).ShouldBeNull();
        Difference(Good with { Lines = [Good.Lines[0] with { Quantity = 2.000m }, Good.Lines[1]] }).ShouldBeNull();
        Difference(Good with { Lines = [.. Good.Lines.Select(line => line with { Discounts = [] })] }).ShouldBeNull();
        Difference(Good with { PaidAt = Paid.ToOffset(TimeSpan.FromHours(8)) }).ShouldBeNull();
    }

    [Fact]
    public void The_latest_time_of_a_report_is_found_with_its_place()
    {
        Good.LatestTime().ShouldBe((Paid, "#/paidAt"));
        (Good with { ShippedAt = Paid.AddDays(1), CompletedAt = Paid.AddDays(-1) }).LatestTime()
            .ShouldBe((Paid.AddDays(1), "#/shippedAt"));
        (Good with { Lines = [Good.Lines[0], Good.Lines[1] with { CompletedAt = Paid.AddDays(2) }] }).LatestTime()
            .ShouldBe((Paid.AddDays(2), "#/lines/1/completedAt"));
    }

    [Fact]
    public void A_refund_has_something_in_it_and_every_error_points_at_its_place()
    {
        RefundErrors(new RefundContent("r", Paid)).ShouldBe(["REFUND_EMPTY #/lines"]);
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1")])).ShouldBe(["REFUND_EMPTY #/lines/0/quantity"]);
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", long.MaxValue)]))
            .ShouldBe(["QUANTITY_OUT_OF_RANGE #/lines/0/quantity"]);
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", 0.00001m), new RefundLine("2", -1)]))
            .ShouldBe(["QUANTITY_OUT_OF_RANGE #/lines/0/quantity", "QUANTITY_OUT_OF_RANGE #/lines/1/quantity"]);
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", 1), new RefundLine("1", 0.5m)])).ShouldBeEmpty();
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", 0, Pence(5)), new RefundLine("2", 0)]))
            .ShouldBeEmpty();
        RefundErrors(new RefundContent("r", Paid, null, Pence(-1), new Money(1, "EUR")))
            .ShouldBe(["AMOUNT_OUT_OF_RANGE #/amount", "CURRENCY_MISMATCH #/shipping"]);
        RefundErrors(new RefundContent("r", Paid, null, Pence(0), Pence(0), Pence(0)))
            .ShouldBe(["REFUND_EMPTY #/lines"]);
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", null, Pence(0))])).ShouldBeEmpty();
        RefundErrors(new RefundContent("r", Paid, [new RefundLine("1", 1, Pence(0))], null, Pence(0))).ShouldBeEmpty();
        RefundErrors(new RefundContent("\n", Paid, null, Pence(1))).ShouldBe(["ID_INVALID #/refundId"]);
    }

    private static string? Difference(OrderContent other) => OrderContents.Difference(Good, other);

    private static IEnumerable<string> Errors(OrderContent order) =>
        new OrderValidator().Validate(ValidationRules.By(OurShop, order)).Errors.Select(Show);

    private static IEnumerable<string> RefundErrors(RefundContent refund) =>
        new RefundValidator().Validate(ValidationRules.By(OurShop, refund)).Errors.Select(Show);

    private static string Show(FluentValidation.Results.ValidationFailure error) =>
        $"{error.ErrorCode} {ValidationRules.Pointer(error.PropertyName)}";
}
