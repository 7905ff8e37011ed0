using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.CheckIns;
using SocialCommerce.Membership.Games;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.CheckIns;

/// <summary>Streaks follow from the days alone.</summary>
public sealed class StreaksTests
{
    private static readonly DateOnly First = new(2026, 2, 26);

    private static readonly StreakReward[] Rewards = [new(7, 70), new(1, 1), new(3, 30), new(5, 50)];

    [Theory]
    [InlineData("", 0)]
    [InlineData("4", 1)]
    [InlineData("0 1 2", 3)]
    [InlineData("0 1 3 4 5 7", 3)]
    [InlineData("5 4 0 3", 3)]
    [InlineData("2 2 2", 1)]
    public void The_longest_streak_is_counted_over_months_and_gaps(string days, int longest) =>
        Streaks.Longest(Days(days)).ShouldBe(longest);

    [Theory]
    [InlineData("0 1 3 4 5", 4, 3)]
    [InlineData("0 1 3 4 5", 0, 2)]
    [InlineData("0 1 3 4 5", 2, 0)]
    public void The_streak_around_a_day_is_the_one_that_holds_it(string days, int day, int length) =>
        Streaks.Around(Days(days), First.AddDays(day)).ShouldBe(length);

    [Theory]
    [InlineData("0 1 2", 2, 3)]
    [InlineData("0 1 2", 3, 3)]
    [InlineData("0 1 2", 4, 0)]
    [InlineData("", 0, 0)]
    public void A_streak_runs_until_a_day_has_passed_without_a_check_in(string days, int today, int length) =>
        Streaks.Running(Days(days), First.AddDays(today)).ShouldBe(length);

    [Fact]
    public void A_late_day_that_joins_two_streaks_gives_what_both_together_have_reached()
    {
        Streaks.Due(Rewards, Days("0 1 2 4 5 6"), new HashSet<int> { 1, 3 }).ShouldBeEmpty();
        Streaks.Due(Rewards, Days("0 1 2 3 4 5 6"), new HashSet<int> { 1, 3 }).Select(one => one.Days)
            .ShouldBe([5, 7]);
    }

    [Fact]
    public void Check_ins_reported_in_any_order_give_the_same_rewards_once() => Prop.ForAll(
        (from days in Gen.ArrayOf(Gen.Choose(0, 15))
         from shuffled in Gen.Shuffle(days)
         select (days, shuffled)).ToArbitrary(),
        one =>
        {
            var given = Give(one.days);
            given.ShouldBeUnique();
            Give(one.shuffled).Order().ShouldBe(given.Order());
            given.Order().ShouldBe(Rewards.Select(reward => reward.Days)
                .Where(days => Runs(one.days, days)).Order());
        }).Check(Trying.Cases(20_000).WithEndSize(30));

    /// <summary>The rewards as a shop gives them that hears of one day after the other.</summary>
    private static List<int> Give(IEnumerable<int> days)
    {
        List<DateOnly> known = [];
        List<int> given = [];
        foreach (var day in days)
        {
            if (!known.Contains(First.AddDays(day))) known.Add(First.AddDays(day));
            given.AddRange(Streaks.Due(Rewards, known, given.ToHashSet()).Select(reward => reward.Days));
        }
        return given;
    }

    /// <summary>Whether so many days in a row are there, looked for one by one.</summary>
    private static bool Runs(IReadOnlyCollection<int> days, int length) =>
        Enumerable.Range(0, 16).Any(from => Enumerable.Range(from, length).All(days.Contains));

    private static List<DateOnly> Days(string days) =>
        [.. days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => First.AddDays(int.Parse(day, null)))];
}
