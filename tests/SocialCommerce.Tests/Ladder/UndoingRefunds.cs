using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using Xunit;
using static SocialCommerce.Tests.Ladder.Orders;

namespace SocialCommerce.Tests.Ladder;

/// <summary>A refund that is taken out of an order's sums again.</summary>
public sealed class UndoingRefunds
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
            var effect = RefundRules.Effect(without.Order, without.Lines, story.undone);
            var with = Play(After(without.Order, without.Lines, story.undone), story.between, out var taken);
            without = Play(without, taken);

            var back = new RecordedRefund(
                1, effect.Plain, 0, 0, [.. effect.Lines.Select(line => line.LineNo)],
                [.. effect.Lines.Select(line => line.Units)], [.. effect.Lines.Select(line => line.Amount)])
                .Without(with.Order, with.Lines);
            back.After.Left().ShouldBe(RefundRules.Sums(without.Order, without.Lines).Left());
            back.Goods.ShouldBe(-effect.Goods);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithEndSize(20));

    private static Gen<RefundContent> AnyRefund(int lines) => Gen.OneOf(
        Gen.Choose(1, 2_000).Select(amount => new RefundContent("r", Paid, Amount: Pence(amount))),
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

    private static bool Fits((OrderState Order, List<LineState> Lines) state, RefundContent refund)
    {
        try
        {
            RefundRules.Effect(state.Order, state.Lines, refund);
            return true;
        }
        catch (Refused)
        {
            return false;
        }
    }
}
