using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Kernel.Shops;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Backtests;

/// <summary>The report of a backtest adds up, whatever was sold; a failure prints the seed that backtests it.</summary>
public class BacktestTallyTests
{
    private static readonly Shop Shop = new(1, "GBP", "UTC", true, "custom");

    [Fact]
    public void The_version_of_then_backtest_to_what_was_booked_and_changes_nobodys_income() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(), story =>
        {
            var report = Tally(story.Plan, story, story.Plan);
            report.Backtested.ShouldBe(report.Booked);
            report.BacktestedBps.ShouldBe(report.BookedBps);
            (report.Winners.Count + report.Losers.Count).ShouldBe(0);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Every_way_of_cutting_it_adds_up_and_people_gain_what_the_shop_pays_more() => Prop.ForAll(
        (from story in RandomOrders.Any
         from other in RandomOrders.Any
         select (story, other.Plan)).ToArbitrary(), found =>
        {
            var report = Tally(found.story.Plan, found.story, found.Plan);
            foreach (var parts in new[] { report.Rules, report.Kinds, report.Tiers, report.Depths })
            {
                parts.Sum(part => part.Backtested.Amount).ShouldBe(report.Backtested.Amount);
                parts.Sum(part => part.Booked.Amount).ShouldBe(report.Booked.Amount);
            }
            (report.Winners.Difference.Amount + report.Losers.Difference.Amount)
                .ShouldBe(report.Backtested.Amount - report.Booked.Amount);
            report.Winners.Top.ShouldAllBe(person => person.Difference.Amount > 0);
            report.Losers.Top.ShouldAllBe(person => person.Difference.Amount < 0);
        }).Check(RandomOrders.Printed);

    /// <summary>One order as the version of then books it, under another one.</summary>
    private static BacktestReport Tally(PlanContent then, Story story, PlanContent plan)
    {
        var snapshot = story.Snapshot;
        var left = snapshot.Lines.Select(line => line.Value).ToArray();
        var booked = Engine.Evaluate(snapshot, then, left).Where(outcome => outcome.Amount > 0).ToList();
        var order = new WindowOrder(
            1, "o", DateTimeOffset.UnixEpoch, null, "", "", [.. booked.Select(one => one.Rule)],
            [.. booked.Select(one => one.Kind)], [.. booked.Select(one => one.Person.Tier!)],
            [.. booked.Select(one => one.Depth)], [.. booked.Select(one => one.Person.Key)],
            [.. booked.Select(one => one.Amount)]);
        var tally = new BacktestTally(plan);
        tally.Add(new BacktestOrder(order, snapshot, snapshot, left, left));
        return tally.Report(Shop, 3);
    }
}
