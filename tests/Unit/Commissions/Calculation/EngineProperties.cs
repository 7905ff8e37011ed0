using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>Properties of engine and reversal over all kinds; a failure prints the seed that replays it.</summary>
public class EngineProperties
{
    [Fact]
    public void An_order_never_pays_more_than_its_cap_and_each_share_is_rounded_once() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var outcomes = Engine.Evaluate(story.Snapshot, story.Plan, story.Values);
            var shares = outcomes.Aggregate(Exact.Zero, (sum, outcome) => sum + outcome.Share);
            var basis = Engine.Basis(story.Snapshot.Lines, story.Values);
            (shares > basis.Bps(story.Plan.OrderCapBps)).ShouldBeFalse();
            foreach (var outcome in outcomes)
            {
                (outcome.Share < Exact.Zero).ShouldBeFalse();
                // Of a difference both ends are rounded.
                var most = outcome.Kind == PlanRule.Differential ? 2 : 1;
                var off = (Exact)(2 * outcome.Amount) - (outcome.Share + outcome.Share);
                (off > most || off < -most).ShouldBeFalse();
                (outcome.Amount < 0).ShouldBeFalse();
                if (outcome.Share.IsZero) outcome.Reason.ShouldNotBeNull();
            }
            Engine.Evaluate(story.Snapshot, story.Plan, new long[story.Values.Length])
                .ShouldAllBe(outcome => outcome.Amount == 0);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void The_cap_cuts_the_farthest_first_and_raises_nobody() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var free = Engine.Evaluate(
                story.Snapshot, story.Plan with { OrderCapBps = int.MaxValue }, story.Values);
            var cut = Engine.Evaluate(story.Snapshot, story.Plan, story.Values);
            for (var i = 0; i < free.Count; i++) (cut[i].Amount <= free[i].Amount).ShouldBeTrue();
            var touched = cut.Where(outcome => outcome.Reason == Reasons.CapReached).ToList();
            if (touched.Count == 0) return;
            var nearest = touched.Min(outcome => outcome.Depth);
            cut.Where(outcome => outcome.Depth > nearest).ShouldAllBe(outcome => outcome.Share.IsZero);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Without_floor_and_cap_a_differential_adds_up_to_the_highest_rate_of_the_whole() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var rules = story.Plan.Rules.Where(rule => rule.Kind == PlanRule.Differential)
                .Select(rule => rule with { FloorBps = null }).ToList();
            if (rules.Count == 0) return;
            var outcomes = Engine.Evaluate(
                story.Snapshot, story.Plan with { Rules = rules, OrderCapBps = int.MaxValue }, story.Values);
            var basis = RuleLines.Sum(story.Snapshot.Lines, story.Values, rules[0].Takes);
            var highest = outcomes.Select(outcome => outcome.Bps).DefaultIfEmpty(0).Max();
            outcomes.Sum(outcome => outcome.Amount).ShouldBe(basis.Bps(highest).Round());
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Held_and_set_free_among_refunds_and_maturity_it_ends_at_the_same_nets() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), Gen.Choose(-1, 1).ListOf().ToArbitrary(), (story, holds) =>
        {
            var straight = new Bookings(story).Refund(story.Refunds);
            var held = new Bookings(story).Refund(story.Refunds, holds);
            held.Nets.ShouldBe(straight.Nets, ignoreOrder: true);
            held.Balance(Account.Held).ShouldBe(0);
            foreach (var account in new[] { Account.Expense, Account.Pending, Account.Available })
                held.Balance(account).ShouldBe(straight.Balance(account));
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Any_split_and_order_of_the_same_refunds_ends_at_the_same_nets() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var straight = new Bookings(story).Refund(story.Refunds);
            var backwards = new Bookings(story).Refund([.. story.Refunds.Reverse()]);
            var halves = new Bookings(story).Refund([.. story.Refunds.SelectMany(refund => new[]
            {
                refund with { Amount = refund.Amount / 2 },
                refund with { Units = 0, Amount = refund.Amount - (refund.Amount / 2) },
            })]);
            backwards.Nets.ShouldBe(straight.Nets, ignoreOrder: true);
            halves.Nets.ShouldBe(straight.Nets, ignoreOrder: true);
            var due = Engine.Evaluate(story.Snapshot, story.Plan, straight.Left).Where(outcome => outcome.Amount != 0)
                .ToDictionary(outcome => (outcome.Rule, outcome.Person.Key), outcome => outcome.Amount);
            straight.Nets.ShouldBe(due, ignoreOrder: true);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void What_is_booked_is_what_the_engine_says_and_full_refunds_end_at_nothing() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var booked = new Bookings(story).Refund(story.Refunds);
            var due = Engine.Evaluate(story.Snapshot, story.Plan, booked.Left);
            foreach (var person in due.GroupBy(outcome => outcome.Person.Key))
                (booked.Balance(person.Key, Account.Pending) + booked.Balance(person.Key, Account.Available))
                    .ShouldBe(person.Sum(outcome => outcome.Amount));
            booked.Balance(Account.Expense).ShouldBe(-due.Sum(outcome => outcome.Amount));
            booked.Movements.ShouldAllBe(movement => movement.Amount > 0);

            booked.RefundTheRest();
            booked.Nets.ShouldBeEmpty();
            foreach (var account in new[] { Account.Expense, Account.Pending, Account.Available })
                booked.Balance(account).ShouldBe(0);
            booked.Movements.GroupBy(movement => movement.CustomerKey).ShouldAllBe(
                person => booked.Balance(person.Key, Account.Available) == 0);
        }).Check(RandomOrders.Printed);
}
