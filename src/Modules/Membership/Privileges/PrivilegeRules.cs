using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.Privileges;

/// <summary>Whether a member can use a privilege of the own tier at a moment, and how often still. Pure.</summary>
internal static class PrivilegeRules
{
    // From 31 March the next day 31 is in May, from 31 December the next 29 February may be years away.
    private const int LongestWait = 62;

    /// <summary>How many uses the limits leave; null where there are none.</summary>
    public static int? Left(Privilege privilege, PrivilegeMoment moment, IReadOnlyCollection<PastUse> uses)
    {
        if (privilege.Limits is null) return null;
        var windows = Windows(privilege.Limits, moment);
        return (int)Math.Max(0, windows.Min(window => window.Most - Used(privilege, window, uses)));
    }

    /// <summary>Why it cannot be used; empty where it can.</summary>
    public static List<UnavailableReason> Reasons(
        Privilege privilege, PrivilegeMoment moment, IReadOnlyCollection<PastUse> uses)
    {
        var reasons = new List<UnavailableReason>();
        if (privilege.Limits is not null)
            foreach (var window in Windows(privilege.Limits, moment))
                if (Used(privilege, window, uses) >= window.Most)
                    reasons.Add(UnavailableReason.None(window.Code, window.Until));
        if (DayReason(privilege.Grant, moment) is { } reason) reasons.Add(reason);
        return reasons;
    }

    /// <summary>Why it is not the day of a privilege; null where it is, or where any day is.</summary>
    public static UnavailableReason? DayReason(PrivilegeGrant? grant, PrivilegeMoment moment)
    {
        if (grant?.Type == GrantTypes.MemberDay)
            return IsMemberDay(grant, moment.Day)
                ? null
                : new UnavailableReason(UnavailableReason.MemberDay, From: NextMemberDay(grant, moment));
        if (grant?.Type != GrantTypes.BirthdayGift) return null;
        if (moment.Birthday is null) return new UnavailableReason(UnavailableReason.BirthdayUnknown);
        var today = moment.Day;
        var (before, after) = (grant.DaysBefore ?? 0, grant.DaysAfter ?? 0);
        DateOnly? next = null;
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            var birthday = moment.Birthday.In(year);
            var (first, last) = (birthday.AddDays(-before), birthday.AddDays(after));
            if (first <= today && today <= last) return null;
            if (first > today) next ??= first;
        }
        return new UnavailableReason(UnavailableReason.Birthday, From: Begin(next!.Value, moment.TimeZone));
    }

    private static bool IsMemberDay(PrivilegeGrant grant, DateOnly day) =>
        grant.Weekdays?.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek) == true
        || grant.DaysOfMonth?.Contains(day.Day) == true;

    private static DateTimeOffset? NextMemberDay(PrivilegeGrant grant, PrivilegeMoment moment)
    {
        var day = moment.Day;
        for (var wait = 1; wait <= LongestWait; wait++)
            if (IsMemberDay(grant, day.AddDays(wait))) return Begin(day.AddDays(wait), moment.TimeZone);
        return null;
    }

    private static DateTimeOffset Begin(DateOnly day, string timeZone) => Periods.DayEnd(day.AddDays(-1), timeZone);

    private static long Used(Privilege privilege, Window window, IEnumerable<PastUse> uses) => uses
        .Where(use => use.Code == privilege.Code && use.UsedAt >= window.From && !(use.UsedAt >= window.Until))
        .Sum(use => (long)use.Quantity);

    private static List<Window> Windows(PrivilegeLimits limits, PrivilegeMoment moment)
    {
        var (day, zone, windows) = (moment.Day, moment.TimeZone, new List<Window>(3));
        if (limits.PerDay is { } perDay)
            windows.Add(new Window(
                UnavailableReason.PerDay, perDay, Begin(day, zone), Periods.DayEnd(day, zone)));
        if (limits.PerMonth is { } perMonth)
        {
            var first = new DateOnly(day.Year, day.Month, 1);
            windows.Add(new Window(
                UnavailableReason.PerMonth, perMonth, Begin(first, zone), Begin(first.AddMonths(1), zone)));
        }
        if (limits.PerPeriod is { } perPeriod)
            windows.Add(new Window(
                UnavailableReason.PerPeriod, perPeriod, moment.PeriodBegin, moment.PeriodEnd));
        return windows;
    }

    private sealed record Window(string Code, int Most, DateTimeOffset From, DateTimeOffset? Until);
}
