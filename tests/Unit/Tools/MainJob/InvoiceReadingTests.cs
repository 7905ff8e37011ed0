using System.Globalization;
using Shouldly;
using SocialCommerce.MainJob;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;
using Xunit;

namespace SocialCommerce.UnitTests.Tools.MainJob;

/// <summary>The reading rules of the main job: what is an event, what is skipped, and in which order.</summary>
public class InvoiceReadingTests
{
    [Fact]
    public void An_invoice_is_all_rows_with_its_number_at_the_earliest_of_their_times()
    {
        var reading = Read(Row("1", at: "10:05"), Row("2", at: "10:01"), Row("1", code: "B", at: "10:00"));

        reading.Events.Select(happened => happened.InvoiceNo).ShouldBe(["1", "2"]);
        var first = reading.Events[0].ShouldBeOfType<Order>();
        first.At.ShouldBe(At("10:00"));
        first.Lines.Select(line => (line.Number, line.StockCode)).ShouldBe([(1, "A"), (2, "B")]);
    }

    [Fact]
    public void Adjustments_and_invoices_without_a_customer_are_skipped_and_their_rows_are_not_counted_again()
    {
        var reading = Read(
            Row("A1", price: "-11062.06", customer: ""),
            Row("2", price: "0", customer: ""),
            Row("C3", -1, customer: ""));

        reading.Events.ShouldBeEmpty();
        reading.Skipped.ShouldBe(new Skipped(NoCustomer: 2, Adjustment: 1, LineWithoutValue: 0, OrderWithoutLines: 0));
    }

    [Fact]
    public void Rows_without_value_are_skipped_and_the_others_keep_their_numbers()
    {
        var reading = Read(Row("1", 0), Row("1", 2, price: "0.00"), Row("1", 3, price: "1.50"), Row("1", -1));

        var order = reading.Events.ShouldHaveSingleItem().ShouldBeOfType<Order>();
        order.Lines.ShouldBe([new OrderLine(3, "A", 3, 150)]);
        reading.Skipped.ShouldBe(new Skipped(0, 0, LineWithoutValue: 3, OrderWithoutLines: 0));
    }

    [Fact]
    public void An_order_left_without_lines_counts_once_and_its_rows_do_not()
    {
        var reading = Read(Row("1", price: "0.001"), Row("1", -2));

        reading.Events.ShouldBeEmpty();
        reading.Skipped.ShouldBe(new Skipped(0, 0, LineWithoutValue: 0, OrderWithoutLines: 1));
    }

    [Fact]
    public void A_cancellation_gives_back_what_its_negative_rows_say_at_any_price()
    {
        var reading = Read(Row("C1", -3, price: "0"), Row("C1", 2), Row("C1", -4, code: "B"));

        var cancellation = reading.Events.ShouldHaveSingleItem().ShouldBeOfType<Cancellation>();
        cancellation.Lines.ShouldBe([new GivenBack("A", 3), new GivenBack("B", 4)]);
        reading.Skipped.ShouldBe(new Skipped());
    }

    [Theory]
    [InlineData("2.55", 255)]
    [InlineData("1.005", 100)]
    [InlineData("1.015", 102)]
    [InlineData("0.005", 0)]
    [InlineData("0.015", 2)]
    [InlineData("1.0050000001", 101)]
    [InlineData("38970.0", 3897000)]
    public void Unit_prices_are_rounded_half_to_even(string unitPrice, long minor) =>
        Invoices.Minor(decimal.Parse(unitPrice, CultureInfo.InvariantCulture)).ShouldBe(minor);

    [Fact]
    public void At_one_instant_orders_come_before_cancellations_and_then_numbers_as_text()
    {
        var reading = Read(Row("C1", -1), Row("9"), Row("10"), Row("b"), Row("B"), Row("11", at: "09:59"));

        reading.Events.Select(happened => happened.InvoiceNo).ShouldBe(["11", "10", "9", "B", "b", "C1"]);
    }

    [Fact]
    public void Invoices_at_or_after_the_given_time_are_neither_events_nor_counted_as_skipped()
    {
        Row[] rows = [Row("1", at: "09:59"), Row("2"), Row("A3"), Row("1", at: "10:01"), Row("4", customer: "")];

        var reading = Invoices.Read(rows, At("10:00"));

        reading.Events.ShouldHaveSingleItem().ShouldBeOfType<Order>().Lines.Count.ShouldBe(2);
        reading.Skipped.ShouldBe(new Skipped());
    }

    [Theory]
    [InlineData("2010-12-09T23:59:59Z", "2011-01-01T00:00:00Z")]
    [InlineData("2011-12-09T12:50:00Z", "2012-01-01T00:00:00Z")]
    [InlineData("2010-12-21T15:00:00Z", "2011-02-01T00:00:00Z")]
    [InlineData("2010-12-18T00:00:00Z", "2011-02-01T00:00:00Z")]
    public void The_last_settlement_is_at_the_first_month_end_after_the_last_event_and_the_hold(
        string lastEvent, string lastRun) =>
        Bodies.Instant(MonthEnds.Last(Tables.ParseTime(lastEvent)!.Value)).ShouldBe(lastRun);

    [Fact]
    public void A_month_end_itself_belongs_to_the_next_month() =>
        MonthEnds.After(Tables.ParseTime("2011-01-01T00:00:00Z")!.Value)
            .ShouldBe(Tables.ParseTime("2011-02-01T00:00:00Z")!.Value);

    private static Reading Read(params Row[] rows) => Invoices.Read(rows);

    private static Row Row(
        string invoice,
        int quantity = 1,
        string code = "A",
        string at = "10:00",
        string price = "1.00",
        string customer = "7") =>
        new(invoice, code, quantity, At(at), decimal.Parse(price, CultureInfo.InvariantCulture), customer);

    private static DateTimeOffset At(string time) => Tables.ParseTime($"2011-03-04T{time}:00Z")!.Value;
}
