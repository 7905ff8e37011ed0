using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.CheckIns;

/// <summary>
/// Streaks of days with a check-in. They follow from the days alone, so that the order in which check-ins are reported
/// changes nothing. Pure.
/// </summary>
internal static class Streaks
{
    /// <summary>The days of the longest streak; 0 without a day.</summary>
    public static int Longest(IEnumerable<DateOnly> days)
    {
        var (longest, running, before) = (0, 0, default(DateOnly?));
        foreach (var day in days.Distinct().Order())
        {
            running = before?.AddDays(1) == day ? running + 1 : 1;
            (longest, before) = (Math.Max(longest, running), day);
        }
        return longest;
    }

    /// <summary>The days of the streak that holds a day; 0 where the day is none of them.</summary>
    public static int Around(IReadOnlyCollection<DateOnly> days, DateOnly day)
    {
        var known = days.ToHashSet();
        if (!known.Contains(day)) return 0;
        var (first, last) = (day, day);
        while (known.Contains(first.AddDays(-1))) first = first.AddDays(-1);
        while (known.Contains(last.AddDays(1))) last = last.AddDays(1);
        return last.DayNumber - first.DayNumber + 1;
    }

    /// <summary>The days of the streak that today, or a check-in still to come today, goes on with.</summary>
    public static int Running(IReadOnlyCollection<DateOnly> days, DateOnly today) =>
        Around(days, days.Contains(today) ? today : today.AddDays(-1));

    /// <summary>The rewards that the longest streak has reached and that were not given, the shortest first.</summary>
    /// <param name="rewards">Those of the game.</param>
    /// <param name="days">The days of the customer.</param>
    /// <param name="given">The days of the rewards that the customer has.</param>
    public static List<StreakReward> Due(
        IEnumerable<StreakReward> rewards, IEnumerable<DateOnly> days, IReadOnlySet<int> given)
    {
        var longest = Longest(days);
        return
        [
            .. rewards.Where(reward => reward.Days <= longest && !given.Contains(reward.Days))
                .OrderBy(reward => reward.Days),
        ];
    }
}
