namespace SocialCommerce.Membership.Privileges;

/// <summary>An instant at which a member may want to use privileges.</summary>
/// <param name="At">The instant.</param>
/// <param name="TimeZone">The shop's zone, in which days and months end.</param>
/// <param name="PeriodBegin">When the validity period of the tier began; the beginning of time without one.</param>
/// <param name="PeriodEnd">When it ends; null without one.</param>
/// <param name="Birthday">The member's birthday; null where it is not known.</param>
public readonly record struct PrivilegeMoment(
    DateTimeOffset At, string TimeZone, DateTimeOffset PeriodBegin, DateTimeOffset? PeriodEnd, Birthday? Birthday)
{
    /// <summary>The moment in a tier with this validity that ends then.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="timeZone">The shop's zone.</param>
    /// <param name="until">When the tier ends, after the instant; null: without end.</param>
    /// <param name="validityDays">Days of a period; null: without periods.</param>
    /// <param name="birthday">The member's birthday.</param>
    public static PrivilegeMoment In(
        DateTimeOffset at, string timeZone, DateTimeOffset? until, int? validityDays, Birthday? birthday)
    {
        if (until is not { } end || validityDays is not { } days)
            return new PrivilegeMoment(at, timeZone, DateTimeOffset.MinValue, until, birthday);
        // A tier that was renewed ahead of its end has several periods before it.
        var length = TimeSpan.FromDays(days);
        var later = (end - at - TimeSpan.FromTicks(1)).Ticks / length.Ticks;
        end -= length * Math.Max(0, later);
        return new PrivilegeMoment(at, timeZone, end - length, end, birthday);
    }

    /// <summary>The shop's date.</summary>
    public DateOnly Day => Periods.DayOf(At, TimeZone);
}
