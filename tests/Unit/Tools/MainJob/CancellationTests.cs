using Shouldly;
using SocialCommerce.MainJob;
using SocialCommerce.MainJob.Events;
using Xunit;

namespace SocialCommerce.UnitTests.Tools.MainJob;

/// <summary>How cancellations find the orders that they take units back from.</summary>
public class CancellationTests
{
    private static readonly DateTimeOffset Start = Tables.ParseTime("2011-03-04T10:00:00Z")!.Value;

    private readonly Returns returns = new();

    [Fact]
    public void The_newest_order_gives_back_first()
    {
        Buy("1", 0, (1, "A", 5));
        Buy("2", 1, (1, "A", 5));

        GiveBack(("A", 7)).ShouldBe(["2: 1×5", "1: 1×2"]);
        GiveBack(("A", 2)).ShouldBe(["1: 1×2"]);
    }

    [Fact]
    public void Of_orders_at_one_instant_the_higher_number_as_text_gives_back_first()
    {
        Buy("10", 0, (1, "A", 1));
        Buy("9", 0, (1, "A", 1));

        GiveBack(("A", 1)).ShouldBe(["9: 1×1"]);
    }

    [Fact]
    public void Inside_an_order_the_lower_line_gives_back_first()
    {
        Buy("1", 0, (2, "A", 3), (5, "B", 1), (6, "A", 4));

        GiveBack(("A", 5)).ShouldBe(["1: 2×3,6×2"]);
    }

    [Fact]
    public void One_cancellation_makes_one_refund_for_each_order_and_names_a_line_once()
    {
        Buy("1", 0, (1, "A", 9), (2, "B", 2));

        GiveBack(("A", 2), ("B", 1), ("A", 3)).ShouldBe(["1: 1×5,2×1"]);
    }

    [Fact]
    public void Units_that_no_order_can_give_back_are_counted_and_dropped()
    {
        Buy("1", 0, (1, "A", 2));

        GiveBack(("A", 3), ("a", 4)).ShouldBe(["1: 1×2"]);
        returns.UnmatchedUnits.ShouldBe(5);
    }

    [Fact]
    public void Nobody_gives_back_what_another_bought_or_what_is_bought_later()
    {
        Buy("1", 0, (1, "A", 2));

        returns.Take(new Cancellation(Start, "C1", "8", [new GivenBack("A", 1)])).ShouldBeEmpty();
        GiveBack(("B", 1)).ShouldBeEmpty();
        Buy("2", 1, (1, "B", 2));
        returns.UnmatchedUnits.ShouldBe(2);
    }

    [Fact]
    public void A_refund_is_worth_its_units_at_that_orders_own_prices()
    {
        returns.Remember(new Order(Start, "1", "7", [new OrderLine(1, "A", 5, 100), new OrderLine(2, "A", 5, 250)]));

        var cancellation = new Cancellation(Start, "C1", "7", [new GivenBack("A", 7)]);
        returns.Take(cancellation).ShouldHaveSingleItem().SumMinor.ShouldBe(5 * 100 + 2 * 250);
    }

    private void Buy(string invoice, int minutes, params (int Number, string Code, int Quantity)[] lines) =>
        returns.Remember(new Order(
            Start.AddMinutes(minutes),
            invoice,
            "7",
            [.. lines.Select(line => new OrderLine(line.Number, line.Code, line.Quantity, 100))]));

    private IEnumerable<string> GiveBack(params (string Code, int Quantity)[] lines) =>
        returns
            .Take(new Cancellation(
                Start.AddDays(1), "C1", "7", [.. lines.Select(line => new GivenBack(line.Code, line.Quantity))]))
            .Select(refund => $"{refund.Order.InvoiceNo}: "
                + string.Join(',', refund.Lines.Select(line => $"{line.Line.Number}×{line.Quantity}")));
}
