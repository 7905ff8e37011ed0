using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Accruals;

/// <summary>What the shop bears of a reversal, and what it gets back when that is undone.</summary>
public class AbsorbedReversalTests
{
    private static readonly Arbitrary<(long Earned, long Settled, long Gone, long[] Steps)> Worlds = (
        from earned in Gen.Choose(0, 5_000)
        from settled in Gen.Choose(0, earned)
        from gone in Gen.Choose(0, settled)
        from steps in Gen.Choose(1, 2_000).Select(one => (long)one).ArrayOf()
        select ((long)earned, (long)settled, (long)gone, steps)).ToArbitrary();

    [Fact]
    public void The_shop_bears_no_more_than_was_paid_out_and_nothing_while_anything_has_not_left() => Prop.ForAll(
        Worlds, story =>
        {
            var person = new Person(story);
            foreach (var step in story.Steps) person.Change(-Math.Min(step, person.Net));
            person.Absorbed.ShouldBeInRange(0, story.Gone);
            person.Absorbed.ShouldBe(Math.Max(story.Gone - person.Net, 0));
            (person.Available + story.Settled - story.Gone).ShouldBeGreaterThanOrEqualTo(0);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Undone_in_any_order_a_reversal_has_never_been() => Prop.ForAll(Worlds, story =>
    {
        var person = new Person(story);
        var (net, available) = (person.Net, person.Available);
        var undone = new Stack<long>();
        foreach (var step in story.Steps)
        {
            var taken = Math.Min(step, person.Net);
            person.Change(-taken);
            undone.Push(taken);
        }
        foreach (var taken in undone.OrderBy(one => one)) person.Change(taken);
        (person.Net, person.Available, person.Absorbed).ShouldBe((net, available, 0));
    }).Check(RandomOrders.Printed);

    [Fact]
    public void Split_into_parts_a_reversal_leaves_the_same() => Prop.ForAll(Worlds, story =>
    {
        var (whole, parts) = (new Person(story), new Person(story));
        foreach (var step in story.Steps) parts.Change(-Math.Min(step, parts.Net));
        whole.Change(parts.Net - whole.Net);
        (whole.Available, whole.Absorbed).ShouldBe((parts.Available, parts.Absorbed));
    }).Check(RandomOrders.Printed);

    /// <summary>One accrual of one person, by the movements that are booked.</summary>
    private sealed class Person((long Earned, long Settled, long Gone, long[] Steps) story)
    {
        public long Net { get; private set; } = story.Earned;

        public long Available { get; private set; } = story.Earned - story.Settled;

        public long Absorbed { get; private set; }

        public void Change(long difference)
        {
            if (difference == 0) return;
            var accrual = new AccrualNet(1, "r", "level", 7, "B", 1, "T1", story.Earned, Net, Absorbed: Absorbed);
            var balance = new AvailableBalance(
                7, Available, 0, story.Settled - story.Gone, story.Gone - Absorbed);
            foreach (var movement in Clawback.Absorb([new Reversal.Change(accrual, difference)], [balance], "GBP"))
            {
                movement.Amount.ShouldBeGreaterThan(0);
                var borne = movement.Move.To == Account.Available ? movement.Amount : -movement.Amount;
                (Absorbed, Available) = (Absorbed + borne, Available + borne);
            }
            (Net, Available) = (Net + difference, Available + difference);
        }
    }
}
