using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Refunds;

/// <summary>What is left of an order follows from the sums of its refunds alone, ten thousand times.</summary>
public class RefundSumsProperties
{
    private const long AnyExcess = long.MaxValue / 4;

    private static readonly Config Printed = Trying.Cases(10_000).WithEndSize(20);

    [Fact]
    public void Any_split_and_any_order_of_the_same_sums_leave_the_same() => Prop.ForAll(
        Any.SelectMany(story => Gen.Shuffle<RefundContent>(story.Refunds)
            .Select(shuffled => (story.Worth, story.Refunds, Shuffled: shuffled))).ToArbitrary(),
        story =>
        {
            var (order, lines) = Play(story.Worth, story.Refunds);
            var sums = RefundRules.Sums(order, lines);
            var (again, others) = Play(story.Worth, story.Shuffled);
            RefundRules.Sums(again, others).Left().ShouldBe(sums.Left());
            (again.RefundedMinor, again.RefundedDueMinor).ShouldBe((order.RefundedMinor, order.RefundedDueMinor));
            order.RefundedMinor.ShouldBe(order.ValueMinor - sums.Left().Sum(), "each step is before less after");
            order.RefundedDueMinor.ShouldBe(sums.Refunded);

            var (whole, merged) = Play(story.Worth, [Merge(story.Refunds)]);
            RefundRules.Sums(whole, merged).Left().ShouldBe(sums.Left());
        }).Check(Printed);

    [Fact]
    public void All_units_back_leave_nothing_whatever_the_amounts() => Prop.ForAll(
        Any.ToArbitrary(),
        story =>
        {
            var (order, lines) = Play(story.Worth, story.Refunds);
            var units = lines.Select(line => new RefundLine(line.LineId, line.Quantity - line.RefundedUnits));
            var rest = new RefundContent("rest", Paid, [.. units]);
            RefundRules.Measure(order, lines, rest, 0).Effect!.Left.ShouldAllBe(left => left == 0);
        }).Check(Printed);

    [Fact]
    public void What_is_left_lies_between_nothing_and_the_value_and_the_money_never_rises() => Prop.ForAll(
        Any.ToArbitrary(),
        story =>
        {
            var (order, lines) = State(story.Worth);
            foreach (var refund in story.Refunds)
            {
                var before = RefundRules.Sums(order, lines);
                (order, lines) = After(order, lines, refund, AnyExcess);
                var after = RefundRules.Sums(order, lines);
                var (left, due) = (after.Left(), after.LeftDue());
                for (var i = 0; i < left.Length; i++)
                {
                    left[i].ShouldBeInRange(0, story.Worth[i].Value);
                    due[i].ShouldBeInRange(0, story.Worth[i].Due);
                    if (after.Plain == 0) left[i].ShouldBeLessThanOrEqualTo(before.Left()[i]);
                }
                due.Sum().ShouldBeLessThanOrEqualTo(before.LeftDue().Sum());
                due.Sum().ShouldBe(after.Due - after.Refunded);
                after.Refunded.ShouldBeInRange(before.Refunded, after.Due);
            }
        }).Check(Printed);

    [Fact]
    public void A_refund_that_is_taken_out_again_never_happened() => Prop.ForAll(
        Any.Where(story => story.Refunds.Count > 0).ToArbitrary(),
        story =>
        {
            var (order, lines) = Play(story.Worth, story.Refunds);
            var (without, others) = Play(story.Worth, [.. story.Refunds.Skip(1)]);
            var (start, first) = State(story.Worth);
            var undone = RefundRules.Measure(start, first, story.Refunds[0], AnyExcess).Effect!;
            var sums = RefundRules.Sums(order, lines).Without(undone.Lines, undone.Plain);
            sums.Left().ShouldBe(RefundRules.Sums(without, others).Left());
            sums.Refunded.ShouldBe(RefundRules.Sums(without, others).Refunded);
        }).Check(Printed);

    [Fact]
    public void Where_nothing_else_is_counted_the_value_is_what_was_due() => Prop.ForAll(
        Any.ToArbitrary(),
        story =>
        {
            var (order, lines) = Play(
                [.. story.Worth.Select(line => line with { Value = line.Due })], story.Refunds);
            var sums = RefundRules.Sums(order, lines);
            var (left, due) = (sums.Left(), sums.LeftDue());
            for (var i = 0; i < left.Length; i++)
                left[i].ShouldBe(lines[i].RefundedUnits == lines[i].Quantity ? 0 : due[i]);
        }).Check(Printed);

    private static (OrderState Order, List<LineState> Lines) Play(
        IReadOnlyList<LineWorth> worth, IEnumerable<RefundContent> refunds) => refunds.Aggregate(
            State(worth), (state, refund) => After(state.Order, state.Lines, refund, AnyExcess));

    private static RefundContent Merge(IReadOnlyList<RefundContent> refunds) => new(
        "all", Paid, [.. refunds.SelectMany(refund => refund.Lines ?? [])],
        Pence(refunds.Sum(refund => refund.Amount?.Amount ?? 0)));

    /// <summary>Lines of any worth; units returned in portions with and without amounts, and plain amounts.</summary>
    private static Gen<(LineWorth[] Worth, IReadOnlyList<RefundContent> Refunds)> Any =>
        from worth in Gen.NonEmptyListOf(Line)
        from portions in Gen.ListOf(Portion)
        select ((LineWorth[])[.. worth], (IReadOnlyList<RefundContent>)Refunds([.. worth], portions));

    private static Gen<LineWorth> Line =>
        from quantity in Gen.Frequency(
            (3, Gen.Choose(1, 9).Select(whole => (decimal)whole)), (1, Gen.Choose(1, 30_000).Select(n => n / 10_000m)))
        from due in Gen.Frequency((5, Gen.Choose(1, 20_000)), (1, Gen.Constant(0)))
        from value in Gen.Frequency((2, Gen.Constant(due)), (2, Gen.Choose(0, 25_000)))
        select new LineWorth(quantity, due, value);

    private static Gen<(int Line, int Part, int Amount, int Kind)> Portion =>
        from line in Gen.Choose(0, 100)
        from part in Gen.Choose(0, 10)
        from amount in Gen.Choose(0, 6_000)
        from kind in Gen.Choose(0, 3)
        select (line, part, amount, kind);

    private static List<RefundContent> Refunds(
        LineWorth[] worth, IEnumerable<(int Line, int Part, int Amount, int Kind)> portions)
    {
        var open = Array.ConvertAll(worth, line => line.Quantity);
        var refunds = new List<RefundContent>();
        foreach (var (line, part, amount, kind) in portions)
        {
            var at = line % worth.Length;
            var units = kind is 0 or 1 ? Math.Round(open[at] * part / 10, 4) : 0;
            if (worth[at].Quantity == decimal.Truncate(worth[at].Quantity)) units = decimal.Floor(units);
            open[at] -= units;
            refunds.Add(kind == 3
                ? new RefundContent("r", Paid, null, Pence(amount))
                : new RefundContent(
                    "r", Paid, [new RefundLine($"{at + 1}", units, kind == 0 ? null : Pence(amount))]));
        }
        return refunds;
    }
}
