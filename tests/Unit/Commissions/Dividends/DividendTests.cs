using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Projects;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Dividends;

/// <summary>How a pool is shared and a task is split: exactly, fairly, and whatever the order.</summary>
public class DividendTests
{
    private static readonly PlanRule Equal = new("pool", PlanRule.Dividend, PoolBps: 200, Tier: "T1");

    private static readonly PlanRule Team = Equal with { Share = PlanRule.ByTeamSales };

    /// <summary>A base, what was carried, a rate, and what people's teams have sold.</summary>
    private static readonly Arbitrary<(long Base, int Bps, long[] Sales)> Pools = (
        from @base in Gen.Choose(-1_000_000, int.MaxValue)
        from bps in Gen.Choose(1, 10_000)
        from sales in Gen.Choose(-100, 1_000_000).Select(one => (long)one).ArrayOf()
        select ((long)@base, bps, sales)).ToArbitrary();

    [Fact]
    public void The_worked_pools_of_two_per_cent_of_a_million()
    {
        Amounts(Dividend.Of(Equal, 1_000_000, 0, People("T1", "T1", "T1", "T1", "T1"), _ => 0))
            .ShouldBe([4_000, 4_000, 4_000, 4_000, 4_000]);
        var weighted = Equal with
        {
            Share = PlanRule.ByWeights,
            Weights = [new("T1", 1), new("T2", 2), new("T3", 3)],
        };
        Amounts(Dividend.Of(weighted, 1_000_000, 0, People("T3", "T2", "T2", "T2", "T1"), _ => 0))
            .ShouldBe([6_000, 4_000, 4_000, 4_000, 2_000]);
        Amounts(Dividend.Of(Team, 1_000_000, 0, People("T1", "T1"), key => key == 1 ? 300 : -5))
            .ShouldBe([20_000, 0]);
    }

    [Fact]
    public void Units_that_are_left_go_to_the_smaller_ids_and_the_pool_is_rounded_half_to_even()
    {
        var pool = Equal with { PoolBps = 10_000 };
        Amounts(Dividend.Of(pool, 5, 0, People("T1", "T1", "T1"), _ => 0)).ShouldBe([2, 2, 1]);
        Dividend.PoolOf(25, 200).ShouldBe(0);
        Dividend.PoolOf(75, 200).ShouldBe(2);
        Dividend.PoolOf(-75, 200).ShouldBe(0);
    }

    [Fact]
    public void A_base_below_nothing_gives_no_pool_and_is_carried()
    {
        var first = Dividend.Of(Equal, -500, 0, People("T1"), _ => 0);
        (first.Pool, first.CarriedOut).ShouldBe((0, -500));
        Amounts(first).ShouldBe([0], "its holders are named");
        var next = Dividend.Of(Equal, 400, first.CarriedOut, People("T1"), _ => 0);
        (next.Pool, next.CarriedOut).ShouldBe((0, -100));
        var last = Dividend.Of(Equal, 1_100, next.CarriedOut, People("T1"), _ => 0);
        (last.Pool, last.CarriedOut).ShouldBe((20, 0));
    }

    [Fact]
    public void Parts_add_up_to_the_pool_and_are_off_by_less_than_one() => Prop.ForAll(Pools, story =>
    {
        var shared = Of(story, holders => holders);
        var counts = shared.Parts.Sum(part => part.Weight);
        shared.Parts.Sum(part => part.Amount).ShouldBe(counts == 0 ? 0 : shared.Pool);
        foreach (var part in shared.Parts.Where(_ => counts > 0))
        {
            var off = ((Int128)part.Amount * counts) - ((Int128)shared.Pool * part.Weight);
            (off < counts && off > -counts).ShouldBeTrue();
        }
        // Fair: nobody who was rounded down has a larger remainder than somebody who was rounded up.
        var rounded = shared.Parts.Where(_ => counts > 0)
            .Select(part => (Floor: (Int128)shared.Pool * part.Weight / counts, Part: part)).ToList();
        var up = rounded.Where(one => one.Part.Amount > one.Floor).ToList();
        var down = rounded.Where(one => one.Part.Amount == one.Floor).ToList();
        if (up.Count > 0 && down.Count > 0)
            (up.Min(one => Remainder(one.Part)) >= down.Max(one => Remainder(one.Part))).ShouldBeTrue();

        Int128 Remainder(DividendPart part) => (Int128)shared.Pool * part.Weight % counts;
    }).Check(RandomOrders.Printed);

    [Fact]
    public void The_order_in_which_holders_are_read_changes_nothing() => Prop.ForAll(Pools, story =>
    {
        var straight = Of(story, holders => holders);
        Of(story, holders => holders.Reverse()).Parts.ShouldBe(straight.Parts);
        Of(story, holders => holders.OrderBy(holder => holder.Key % 7)).Parts.ShouldBe(straight.Parts);
    }).Check(RandomOrders.Printed);

    [Fact]
    public void A_task_pays_its_split_all_or_nothing_or_pro_rata()
    {
        var task = Task(5_000, 10, ("A", 5_000), ("B", 3_000), ("C", 2_000));
        task.Parts(task.Worth(10)!.Value).ShouldBe([2_500, 1_500, 1_000]);
        task.Worth(8).ShouldBeNull();
        var rata = task with { Payment = ProjectContent.ProRata };
        rata.Worth(8).ShouldBe(4_000);
        rata.Parts(4_000).ShouldBe([2_000, 1_200, 800]);
        rata.Worth(12).ShouldBe(5_000, "more than the goal pays no more");
        rata.Worth(0).ShouldBeNull();
        Task(2, 1, ("b", 3_334), ("a", 3_333), ("c", 3_333)).Parts(2).ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void A_tasks_parts_add_up_whatever_was_achieved() => Prop.ForAll(
        Gen.Choose(1, 1_000_000).Two().ToArbitrary(), Gen.Choose(0, 1_000).ToArbitrary(),
        Gen.Choose(1, 10_000).ToArbitrary(), (amounts, achieved, bps) =>
        {
            var task = Task(amounts.Item1, 1_000, ("A", bps), ("B", 10_000 - bps)) with
            {
                Payment = ProjectContent.ProRata,
            };
            if (task.Worth(achieved) is { } worth) task.Parts(worth).Sum().ShouldBe(worth);
        }).Check(RandomOrders.Printed);

    private static Dividend Of(
        (long Base, int Bps, long[] Sales) story, Func<IEnumerable<Holder>, IEnumerable<Holder>> order) => Dividend.Of(
        Team with { PoolBps = story.Bps }, story.Base, 0,
        order(People([.. story.Sales.Select(_ => "T1")])), key => story.Sales[key - 1]);

    private static ProjectContent Task(long amount, long target, params (string Id, int Bps)[] split) => new(
        "task", "goal", DateTimeOffset.UnixEpoch, new Money(amount, "CNY"),
        [.. split.Select(part => new ProjectPart(part.Id, part.Bps))], target);

    private static IEnumerable<Holder> People(params string[] tiers) =>
        tiers.Select((tier, i) => new Holder(i + 1, $"p{i:000}", tier, i));

    private static long[] Amounts(Dividend dividend) => [.. dividend.Parts.Select(part => part.Amount)];
}
