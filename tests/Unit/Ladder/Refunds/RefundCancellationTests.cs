using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Refunds;

/// <summary>A refund that is taken out of an order's sums again.</summary>
public sealed class RefundCancellationTests
{
    [Fact]
    public void A_refund_and_its_cancellation_leave_what_would_be_left_if_neither_had_happened() => Prop.ForAll(
        (from values in Gen.NonEmptyListOf(Gen.Choose(0, 10_000))
         from before in Gen.ListOf(AnyRefund(values.Count))
         from undone in AnyRefund(values.Count)
         from between in Gen.ListOf(AnyRefund(values.Count))
         select (Values: values.Select(value => (long)value).ToArray(), before, undone, between)).ToArbitrary(),
        story =>
        {
            var without = Play(State(story.Values), story.before);
            if (!Fits(without, story.undone)) return;
            var effect = RefundRules.Measure(without.Order, without.Lines, story.undone, 0).Effect!;
            var with = Play(After(without.Order, without.Lines, story.undone), story.between, out var taken);
            without = Play(without, taken);

            var back = new RecordedRefund(
                1, effect.Plain, 0, 0, effect.TaxApart, [.. Enumerable.Range(1, effect.Lines.Count)],
                [.. effect.Lines.Select(line => line.Units)], [.. effect.Lines.Select(line => line.Unpriced)],
                [.. effect.Lines.Select(line => line.Amount)])
                .Without(with.Order, with.Lines);
            back.After.Left().ShouldBe(RefundRules.Sums(without.Order, without.Lines).Left());
        }).Check(Trying.Cases(10_000).WithEndSize(20));

    private static Gen<RefundContent> AnyRefund(int lines) => Gen.OneOf(
        Gen.Choose(1, 2_000).Select(amount => new RefundContent("r", Paid, Amount: Pence(amount))),
        Gen.Choose(1, lines).SelectMany(line => Gen.Choose(1, 7).Select(units =>
            new RefundContent("r", Paid, [new RefundLine($"{line}", units)]))),
        Gen.Choose(1, lines).SelectMany(line => Gen.Choose(1, 5_000).Select(amount =>
            new RefundContent("r", Paid, [new RefundLine($"{line}", null, Pence(amount))]))));

    private static (OrderState Order, List<LineState> Lines) Play(
        (OrderState, List<LineState>) state, IEnumerable<RefundContent> refunds) => Play(state, refunds, out _);

    private static (OrderState Order, List<LineState> Lines) Play(
        (OrderState Order, List<LineState> Lines) state, IEnumerable<RefundContent> refunds,
        out List<RefundContent> taken)
    {
        taken = [];
        foreach (var refund in refunds)
        {
            if (!Fits(state, refund)) continue;
            taken.Add(refund);
            state = After(state.Order, state.Lines, refund);
        }
        return state;
    }

    private static bool Fits((OrderState Order, List<LineState> Lines) state, RefundContent refund) =>
        RefundRules.Measure(state.Order, state.Lines, refund, 0).Effect is not null;
}
