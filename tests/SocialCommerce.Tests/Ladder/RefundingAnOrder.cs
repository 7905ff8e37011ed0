using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using Xunit;
using static SocialCommerce.Tests.Ladder.Orders;

namespace SocialCommerce.Tests.Ladder;

/// <summary>What is left of an order after its refunds: commission.md §3 and §8.</summary>
public class RefundingAnOrder
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
            worth.Add(RefundRules.Effect(order, lines, ByUnits(1, 1)).Goods);
            (order, lines) = After(order, lines, ByUnits(1, 1));
        }

        worth.ShouldBe([14, 15, 14, 14, 14, 15, 14]);
        Refusal(order, lines, ByUnits(1, 1)).ShouldBe(("OVER_REFUND", "#/lines/0/quantity"));
    }

    [Fact]
    public void The_amount_really_refunded_counts_before_what_the_units_are_worth() =>
        Left([70], Refund([new RefundLine("1", 1, Pence(3))])).ShouldBe([67]);

    [Fact]
    public void What_does_not_fit_is_refused_with_the_place()
    {
        var (order, lines) = State(100, 0, 50);
        order = order with { ShippingMinor = 5 };

        Refusal(order, lines, ByAmount(1, 101)).ShouldBe(("OVER_REFUND", "#/lines/0"));
        Refusal(order, lines, ByUnits(3, 8)).ShouldBe(("OVER_REFUND", "#/lines/0/quantity"));
        Refusal(order, lines, ByAmount(9, 1)).ShouldBe(("LINE_UNKNOWN", "#/lines/0/lineId"));
        Refusal(order, lines, Plain(151)).ShouldBe(("OVER_REFUND", "#/amount"));
        Refusal(order, lines, Plain(0) with { Amount = null, Shipping = Pence(6) })
            .ShouldBe(("OVER_REFUND", "#/shipping"));
        Refusal(order, lines, Plain(0) with { Amount = null, Tax = Pence(1) }).ShouldBe(("OVER_REFUND", "#/tax"));

        var (spent, rest) = After(order, lines, Plain(120));
        Refusal(spent, rest, ByAmount(3, 31)).ShouldBe(("OVER_REFUND", "#/lines"));
        After(spent, rest, ByAmount(3, 30)).Order.RefundedMinor.ShouldBe(150);
    }

    [Fact]
    public void Shipping_and_tax_move_no_goods()
    {
        var (order, lines) = State(100);
        order = order with { ShippingMinor = 5, TaxMinor = 7 };
        var refund = Plain(0) with { Amount = null, Shipping = Pence(5), Tax = Pence(7) };

        RefundRules.Effect(order, lines, refund).Goods.ShouldBe(0);
        (order, lines) = After(order, lines, refund);
        Refusal(order, lines, refund).ShouldBe(("OVER_REFUND", "#/shipping"));
    }

    [Fact]
    public void Any_order_of_the_same_refunds_ends_at_the_same_and_the_rest_leaves_nothing() => Prop.ForAll(
        (from values in Gen.NonEmptyListOf(Gen.Choose(0, 10_000))
         from refunds in Gen.ListOf(AnyRefund(values.Count))
         let fitting = Fitting([.. values.Select(value => (long)value)], refunds)
         from shuffled in Gen.Shuffle<RefundContent>(fitting)
         select (Values: values.Select(value => (long)value).ToArray(), fitting, shuffled)).ToArbitrary(),
        story =>
        {
            var left = Left(story.Values, [.. story.fitting]);
            Left(story.Values, [.. story.shuffled]).ShouldBe(left);

            var (order, lines) = Play(story.Values, story.fitting);
            left.Sum().ShouldBe(story.Values.Sum() - order.RefundedMinor);
            for (var i = 0; i < left.Length; i++)
                left[i].ShouldBeInRange(0, lines[i].ValueMinor - lines[i].RefundedMinor);
            if (left.Sum() == 0) return;
            Left(story.Values, [.. story.fitting, Plain(left.Sum())]).ShouldAllBe(amount => amount == 0);
            Refusal(order, lines, Plain(left.Sum() + 1)).Code.ShouldBe("OVER_REFUND");
        }).Check(Printed);

    [Fact]
    public void Units_in_any_portions_are_worth_what_they_are_at_once() => Prop.ForAll(
        (from value in Gen.Choose(0, int.MaxValue)
         from quantity in Gen.Choose(1, 1_000)
         from cuts in Gen.ListOf(Gen.Choose(0, quantity))
         select (Value: (long)value, Quantity: (long)quantity, Cuts: cuts)).ToArbitrary(),
        line =>
        {
            long[] steps = [0, .. line.Cuts.Select(cut => (long)cut).Order(), line.Quantity];
            var portions = steps.Zip(
                steps.Skip(1), (from, to) => RefundSums.UnitsWorth(line.Value, line.Quantity, from, to));
            portions.ShouldAllBe(worth => worth >= 0);
            portions.Sum().ShouldBe(line.Value);
        }).Check(Printed);

    private static Gen<RefundContent> AnyRefund(int lines) => Gen.OneOf(
        Gen.Choose(1, 2_000).Select(amount => Plain(amount)),
        Gen.Choose(1, lines).SelectMany(line => Gen.Choose(1, 5_000).Select(amount => ByAmount(line, amount))));

    private static List<RefundContent> Fitting(long[] values, IEnumerable<RefundContent> refunds)
    {
        var (order, lines) = State(values);
        var fitting = new List<RefundContent>();
        foreach (var refund in refunds)
        {
            if (Refusal(order, lines, refund).Code is not null) continue;
            (order, lines) = After(order, lines, refund);
            fitting.Add(refund);
        }
        return fitting;
    }

    private static (OrderState Order, List<LineState> Lines) Play(long[] values, IEnumerable<RefundContent> refunds) =>
        refunds.Aggregate(State(values), (state, refund) => After(state.Order, state.Lines, refund));

    private static long[] Left(long[] values, params IReadOnlyList<RefundContent> refunds)
    {
        var (order, lines) = Play(values, refunds);
        return RefundRules.Sums(order, lines).Left();
    }

    private static (string? Code, string? Pointer) Refusal(
        OrderState order, IReadOnlyList<LineState> lines, RefundContent refund)
    {
        try
        {
            RefundRules.Effect(order, lines, refund);
            return (null, null);
        }
        catch (Refused refused)
        {
            return (refused.Code, refused.Pointer);
        }
    }

    private static RefundContent Refund(IReadOnlyList<RefundLine>? lines, Money? amount = null) =>
        new("r", Paid, lines, amount);

    private static RefundContent Plain(long amount) => Refund(null, Pence(amount));

    private static RefundContent ByAmount(int line, long amount) =>
        Refund([new RefundLine($"{line}", null, Pence(amount))]);

    private static RefundContent ByUnits(int line, long units) => Refund([new RefundLine($"{line}", units)]);
}
