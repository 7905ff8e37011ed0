using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Problems;
using SocialCommerce.Kernel.Time;
using SocialCommerce.Ladder.Delivery;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Delivery;

/// <summary>
/// When an order counts as complete (docs/commission-rules.md#maturity), and what reports of shipment and receipt
/// change.
/// </summary>
public class CompletionTests
{
    private const int AutoDays = 15;

    [Fact]
    public void The_last_line_with_something_left_completes_the_order()
    {
        Completed(false, Line(null, Day(3), true), Line(null, Day(5), true)).ShouldBe(Day(5));
        Completed(false, Line(null, Day(3), true), Line(null, Day(5), false)).ShouldBe(Day(3));
        Completed(false, Line(null, null, false), Line(null, null, false)).ShouldBe(Paid);
        Completed(false, Line(null, Day(-2), true)).ShouldBe(Paid);
    }

    [Fact]
    public void A_line_that_nobody_completes_counts_from_its_shipment_or_from_payment()
    {
        Completed(true, Line(Day(2), null, true)).ShouldBe(Day(2 + AutoDays));
        Completed(false, Line(Day(2), null, true)).ShouldBe(Day(2 + AutoDays));
        Completed(false, Line(null, null, true)).ShouldBe(Day(AutoDays));
    }

    [Fact]
    public void An_order_stays_open_while_a_line_that_has_to_be_shipped_has_not_been()
    {
        Completed(true, Line(Day(2), Day(3), true), Line(null, null, true)).ShouldBeNull();
        Completed(true, Line(Day(2), Day(3), true), Line(null, null, false)).ShouldBe(Day(3));
        Completed(true, Line(null, Day(4), true)).ShouldBe(Day(4));
    }

    [Fact]
    public void Lines_in_any_order_complete_at_the_same_time_never_before_payment() => Prop.ForAll(
        (from lines in Gen.ListOf(AnyLine)
         from shuffled in Gen.Shuffle<Completion.Line>(lines)
         from reports in Gen.Elements(true, false)
         select (lines, shuffled, reports)).ToArbitrary(),
        order =>
        {
            var completed = Completed(order.reports, [.. order.lines]);
            Completed(order.reports, [.. order.shuffled]).ShouldBe(completed);
            if (completed is { } at) at.ShouldBeGreaterThanOrEqualTo(Paid);
            else order.reports.ShouldBeTrue();
        }).Check(Printed);

    [Fact]
    public void Lines_that_are_not_named_are_all_that_are_open()
    {
        var (order, lines) = State(10, 20, 30);
        var first = Fulfilment.Of(order, lines, FulfilmentKind.Shipped, Day(1), ["2"]);
        var rest = Fulfilment.Of(order, first.Lines, FulfilmentKind.Shipped, Day(2), null);

        first.LineNos.ShouldBe([2]);
        rest.LineNos.ShouldBe([1, 3]);
        rest.Lines.Select(line => line.ShippedAt).ShouldBe([Day(2), Day(1), Day(2)]);
        Fulfilment.Of(order, rest.Lines, FulfilmentKind.Shipped, Day(2), null).LineNos.ShouldBeEmpty();
        Fulfilment.Of(order, rest.Lines, FulfilmentKind.Shipped, Day(1), ["2"]).LineNos.ShouldBeEmpty();
        Fulfilment.Of(order, rest.Lines, FulfilmentKind.Completed, Day(9), null).LineNos.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_line_is_shipped_once_and_completed_once_and_not_before_payment()
    {
        var (order, lines) = State(10, 20);
        order = order with { ShippedAt = Day(1) };

        Refusal(() => Fulfilment.Of(order, lines, FulfilmentKind.Shipped, Day(2), ["1"]))
            .ShouldBe(("ALREADY_SHIPPED", "#/lineIds/0"));
        Refusal(() => Fulfilment.Of(order, lines, FulfilmentKind.Shipped, Day(2), null))
            .ShouldBe(("ALREADY_SHIPPED", "#/shippedAt"));
        Refusal(() => Fulfilment.Of(order, lines, FulfilmentKind.Completed, Day(-1), null))
            .ShouldBe(("BEFORE_PAYMENT", "#/completedAt"));
        Refusal(() => Fulfilment.Of(order, lines, FulfilmentKind.Completed, Day(1), ["1", "x"]))
            .ShouldBe(("LINE_UNKNOWN", "#/lineIds/1"));
        lines[1] = lines[1] with { CompletedAt = Day(3) };
        Refusal(() => Fulfilment.Of(order, lines, FulfilmentKind.Completed, Day(4), ["1", "2"]))
            .ShouldBe(("ALREADY_COMPLETED", "#/lineIds/1"));
    }

    private static Gen<Completion.Line> AnyLine =>
        from shipped in Gen.Choose(-1, 20)
        from completed in Gen.Choose(-1, 20)
        from left in Gen.Elements(true, false)
        select new Completion.Line(shipped < 0 ? null : Day(shipped), completed < 0 ? null : Day(completed), left);

    private static Completion.Line Line(DateTimeOffset? shipped, DateTimeOffset? completed, bool hasLeft) =>
        new(shipped, completed, hasLeft);

    private static DateTimeOffset Day(int day) => Paid.AddDays(day);

    private static DateTimeOffset? Completed(bool reportsShipments, params IReadOnlyList<Completion.Line> lines) =>
        Completion.Of(lines, Paid, AutoDays, reportsShipments, ClockPauses.None);

    private static (string, string?) Refusal(Func<object> act)
    {
        var refused = Should.Throw<ProblemException>(act);
        return (refused.Code, refused.Pointer);
    }
}
