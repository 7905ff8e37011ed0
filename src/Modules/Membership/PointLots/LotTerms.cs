using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointLots;

/// <summary>When points that are earned begin and end.</summary>
/// <param name="ActiveFrom">Pending until then.</param>
/// <param name="ExpiresAt">Null: no end.</param>
/// <param name="NoticeAt">When the end is to be announced; null: never.</param>
/// <param name="Announces">Whether it is announced that they were earned.</param>
public sealed record LotTerms(
    DateTimeOffset ActiveFrom, DateTimeOffset? ExpiresAt, DateTimeOffset? NoticeAt, bool Announces)
{
    /// <summary>What a shop's terms make of points that were earned at a time.</summary>
    /// <param name="terms">The terms in force then; null: active at once, and no end.</param>
    /// <param name="earnedAt">When they were earned.</param>
    /// <param name="timeZone">Where the shop's months and years end.</param>
    public static LotTerms Of(PointTerms? terms, DateTimeOffset earnedAt, string timeZone)
    {
        if (terms is null) return new LotTerms(earnedAt, null, null, false);
        var from = earnedAt.AddDays(terms.PendingDays);
        if (terms.ValidityDays is not { } days) return new LotTerms(from, null, null, terms.AnnouncesEarned);
        var day = Periods.DayOf(from.AddDays(days), timeZone);
        var until = terms.Expiry switch
        {
            PointTerms.MonthEnd => Periods.DayEnd(
                new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)), timeZone),
            PointTerms.YearEnd => Periods.DayEnd(new DateOnly(day.Year, 12, 31), timeZone),
            _ => from.AddDays(days),
        };
        return new LotTerms(
            from, until, terms.NoticeDays > 0 ? until.AddDays(-terms.NoticeDays) : null, terms.AnnouncesEarned);
    }

    /// <summary>When such a lot is to be looked at next, once it is recorded; null: never.</summary>
    public DateTimeOffset? DueAfter(DateTimeOffset recordedAt) => ActiveFrom > recordedAt
        ? ActiveFrom
        : NoticeAt > recordedAt ? NoticeAt : ExpiresAt;
}
