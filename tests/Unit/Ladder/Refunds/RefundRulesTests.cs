using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Refunds;

/// <summary>What is left of an order after its refunds: docs/commission-rules.md#refunds.</summary>
public class RefundRulesTests
{
    [Fact]
    public void A_line_in_full_and_a_plain_fifty_leave_the_same_whichever_came_first()
    {
        Left([100, 100], ByAmount(1, 100), Plain(50)).ShouldBe([0, 50]);
        Left([100, 100], Plain(50), ByAmount(1, 100)).ShouldBe([0, 50]);
        Left([100, 100], Plain(50)).ShouldBe([75, 75]);
    }

    [Fact]
    public void Seven_units_one_by_one_are_worth_the_line()
    {
        var (order, lines) = State(100);
        var worth = new List<long>();
        for (var i = 0; i < 7; i++)
        {
            worth.Add(RefundRules.Measure(order, lines, ByUnits(1, 1), 0).Effect!.Goods);
            (order, lines) = After(order, lines, ByUnits(1, 1));
        }

        worth.ShouldBe([14, 15, 14, 14, 14, 15, 14]);
        Outcome(order, lines, ByUnits(1, 1)).ShouldBe("unitsExceedSold #/lines/0/quantity");
    }

    [Fact]
    public void The_amount_really_refunded_counts_before_what_the_units_are_worth() =>
        Left([70], Refund([new RefundLine("1", 1, Pence(3))])).ShouldBe([67]);

    [Fact]
    public void A_discount_that_the_platform_funds_is_taken_back_with_the_units_it_was_given_for()
    {
        var coupon = new LineWorth(3, 24_000, 30_000);
        var unit = Refund([new RefundLine("1", 1, Pence(8_000))]);
        Steps([coupon], unit, unit, unit).ShouldBe([20_000, 10_000, 0]);
        Steps([coupon], ByUnits(1, 1), ByUnits(1, 2)).ShouldBe([20_000, 0]);
    }

    [Fact]
    public void What_was_paid_with_points_is_taken_back_in_proportion()
    {
        var unit = Refund([new RefundLine("1", 1, Pence(10_000))]);
        Steps([new LineWorth(2, 20_000, 15_000)], unit, unit).ShouldBe([7_500, 0]);
        Steps([new LineWorth(1, 3_609, 3_521)], Plain(3_609)).ShouldBe([0]);
    }

    [Fact]
    public void A_goodwill_and_then_the_unit_leave_nothing() => Steps(
        [new LineWorth(1, 10_000, 10_000)], Plain(1_000), ByUnits(1, 1)).ShouldBe([9_000, 0]);

    [Fact]
    public void A_line_for_which_nothing_was_due_goes_by_units() => Steps(
        [new LineWorth(3, 0, 1_000)], ByUnits(1, 1), ByUnits(1, 0.5m), ByUnits(1, 1.5m)).ShouldBe([667, 500, 0]);

    [Fact]
    public void All_units_for_less_than_they_cost_leave_nothing_of_the_line_and_a_fee_may_follow()
    {
        var (order, lines) = State([new LineWorth(1, 10_000, 10_000), new LineWorth(1, 5_000, 5_000)]);
        (order, lines) = After(order, lines, Refund([new RefundLine("1", 1, Pence(8_000))]));
        RefundRules.Sums(order, lines).Left().ShouldBe([0, 5_000]);
        Outcome(order, lines, ByAmount(1, 2_000)).ShouldBe("fits");
        Outcome(order, lines, ByAmount(1, 2_001)).ShouldBe("exceedsPaid #/lines/0/amount");
    }

    [Fact]
    public void What_does_not_fit_has_a_reason_and_a_place()
    {
        var (order, lines) = State(100, 0, 50);
        Outcome(order, lines, ByAmount(1, 101)).ShouldBe("exceedsPaid #/lines/0/amount");
        Outcome(order, lines, ByUnits(3, 8)).ShouldBe("unitsExceedSold #/lines/0/quantity");
        Outcome(order, lines, ByAmount(9, 1)).ShouldBe("lineUnknown #/lines/0/lineId");
        Outcome(order, lines, Plain(151)).ShouldBe("exceedsPaid #/amount");
        Outcome(order, lines, Refund([new RefundLine("3", 7), new RefundLine("3", 1)]))
            .ShouldBe("unitsExceedSold #/lines/1/quantity");

        var (spent, rest) = After(order, lines, Plain(120));
        Outcome(spent, rest, ByAmount(3, 31)).ShouldBe("exceedsPaid #/lines");
        After(spent, rest, ByAmount(3, 30)).Order.RefundedMinor.ShouldBe(150);
    }

    [Fact]
    public void What_exceeds_by_no_more_than_the_tolerance_counts_up_to_what_is_left()
    {
        var (order, lines) = State([new LineWorth(10, 17_925, 17_925)]);
        var refund = Refund([new RefundLine("1", 10, Pence(17_926))]);
        Outcome(order, lines, refund).ShouldBe("exceedsPaid #/lines/0/amount");
        Outcome(order, lines, refund, 1).ShouldBe("fits, refundExceedsPaid #/lines/0/amount");
        var effect = RefundRules.Measure(order, lines, refund, 5).Effect!;
        (effect.Goods, effect.Value, effect.Left[0]).ShouldBe((17_925, 17_925, 0));
        Outcome(order, lines, Plain(17_930), 5).ShouldBe("fits, refundExceedsPaid #/amount");
        Outcome(order, lines, Plain(17_931), 5).ShouldBe("exceedsPaid #/amount");
    }

    [Fact]
    public void Rows_of_the_same_line_add_up_and_a_quantity_of_nothing_is_none()
    {
        Left([70], Refund([new RefundLine("1", 2), new RefundLine("1", 1, Pence(3)), new RefundLine("1", 0, Pence(4))]))
            .ShouldBe([43]);
        Left([70], Refund([new RefundLine("1", 0)])).ShouldBe([70]);
    }

    [Fact]
    public void Shipping_and_tax_move_no_goods_and_are_only_warned_of()
    {
        var (order, lines) = State(100);
        order = order with { ShippingMinor = 5, TaxMinor = 7, PricesIncludeTax = false };
        var refund = Plain(0) with { Amount = null, Shipping = Pence(5), Tax = Pence(7) };

        RefundRules.Measure(order, lines, refund, 0).Effect!.Goods.ShouldBe(0);
        (order, lines) = After(order, lines, refund);
        Outcome(order, lines, refund).ShouldBe("fits, refundExceedsPaid #/shipping, refundExceedsPaid #/tax");
    }

    private static long[] Steps(LineWorth[] worth, params IReadOnlyList<RefundContent> refunds)
    {
        var (order, lines) = State(worth);
        return
        [
            .. refunds.Select(refund =>
            {
                (order, lines) = After(order, lines, refund);
                return RefundRules.Sums(order, lines).Left().Sum();
            }),
        ];
    }

    private static long[] Left(long[] values, params IReadOnlyList<RefundContent> refunds)
    {
        var (order, lines) = refunds.Aggregate(
            State(values), (state, refund) => After(state.Order, state.Lines, refund));
        return RefundRules.Sums(order, lines).Left();
    }

    private static string Outcome(
        OrderState order, IReadOnlyList<LineState> lines, RefundContent refund, long tolerance = 0)
    {
        var measured = RefundRules.Measure(order, lines, refund, tolerance);
        return measured.Misfit is { } misfit
            ? $"{misfit.Reason} {misfit.Pointer}"
            : string.Join(", ", measured.Warnings.Select(one => $"{one.Code} {one.Pointer}").Prepend("fits"));
    }

    private static RefundContent Refund(IReadOnlyList<RefundLine>? lines, Money? amount = null) =>
        new("r", Paid, lines, amount);

    private static RefundContent Plain(long amount) => Refund(null, Pence(amount));

    private static RefundContent ByAmount(int line, long amount) =>
        Refund([new RefundLine($"{line}", null, Pence(amount))]);

    private static RefundContent ByUnits(int line, decimal units) => Refund([new RefundLine($"{line}", units)]);
}
