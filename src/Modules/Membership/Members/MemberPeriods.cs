using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// Periods of the tier that growth gives: when one ends, the tier is kept, stands for its days of grace, or is followed
/// by a lower one or none. Pure.
/// </summary>
internal static class MemberPeriods
{
    private static readonly DateTimeOffset EndOfTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Begins the period of a tier that is newly reached.</summary>
    public static MemberRow Begin(
        MemberRow member, TierSet set, MemberTier tier, string cause, DateTimeOffset at, List<TierEntry>? entries) =>
        Follow(member, tier, After(at, tier.ValidityDays!.Value, 1), set.Lost(member, tier.Rank), cause, at, entries);

    /// <summary>
    /// Keeps a tier in its days of grace: the next period begins where the last one ended, and what was gained beyond
    /// what was missing counts for it.
    /// </summary>
    public static MemberRow Keep(
        MemberRow member, MemberTier tier, string cause, DateTimeOffset at, List<TierEntry>? entries)
    {
        var until = After(member.Period!.GraceSince!.Value, tier.ValidityDays!.Value, 1);
        if (until <= at) until = After(at, tier.ValidityDays.Value, 1);
        entries?.Add(new TierEntry(tier.TierId, cause, at, until));
        return member with { GrowthTierUntil = until, Period = member.Period.After(tier) };
    }

    /// <summary>Ends the periods that end up to a time, one after the other.</summary>
    public static MemberRow End(MemberRow member, TierSet set, DateTimeOffset upTo, List<TierEntry>? entries)
    {
        while (member.GrowthTierUntil is { } end && end <= upTo) member = End(member, set, end, upTo, entries);
        return member;
    }

    private static MemberRow End(
        MemberRow member, TierSet set, DateTimeOffset end, DateTimeOffset upTo, List<TierEntry>? entries)
    {
        var (current, next) = (set.Find(member.GrowthTier), set.Reached(member));
        if ((next?.Rank ?? 0) < (current?.Rank ?? 0))
        {
            if (current!.GraceDays is { } grace && member.Period?.GraceSince is null)
                return Wait(member, After(end, grace, 1), end, entries);
            if (set.LowestAfter(current) is { } floor && floor.Rank > (next?.Rank ?? 0))
                return Follow(
                    member, floor, After(end, floor.ValidityDays!.Value, 1), set.Lost(member, floor.Rank),
                    TierEntry.PeriodEnd, end, entries);
        }
        var lost = set.Lost(member, next?.Rank ?? 0);
        if (next?.ValidityDays is not { } days)
        {
            entries?.Add(new TierEntry(null, TierEntry.PeriodEnd, end, null));
            return member with
            {
                GrowthTier = null,
                GrowthTierUntil = null,
                Period = lost is null ? null : new GrowthPeriod(LostTier: lost),
            };
        }
        // Where nothing has to be gained, periods follow one another; the one that holds the time is the last.
        var periods = next.AsksToKeep ? 1 : ((upTo - end).Ticks / (days * TimeSpan.TicksPerDay)) + 1;
        return Follow(member, next, After(end, days, periods), lost, TierEntry.PeriodEnd, end, entries);
    }

    private static MemberRow Wait(
        MemberRow member, DateTimeOffset until, DateTimeOffset end, List<TierEntry>? entries)
    {
        entries?.Add(new TierEntry(member.GrowthTier, TierEntry.Grace, end, until));
        return member with
        {
            GrowthTierUntil = until,
            Period = (member.Period ?? new GrowthPeriod()) with { GraceSince = end },
        };
    }

    private static MemberRow Follow(
        MemberRow member, MemberTier tier, DateTimeOffset until, string? lost, string cause, DateTimeOffset since,
        List<TierEntry>? entries)
    {
        entries?.Add(new TierEntry(tier.TierId, cause, since, until));
        return member with
        {
            GrowthTier = tier.TierId,
            GrowthTierUntil = until,
            Period = new GrowthPeriod(LostTier: lost),
        };
    }

    /// <summary>So many times so many days of 24 hours later, at the latest the end of time.</summary>
    public static DateTimeOffset After(DateTimeOffset from, int days, long times) =>
        Later(from, (Int128)days * times * TimeSpan.TicksPerDay);

    /// <summary>So much later, at the latest the end of time.</summary>
    public static DateTimeOffset After(DateTimeOffset from, TimeSpan span) => Later(from, span.Ticks);

    private static DateTimeOffset Later(DateTimeOffset from, Int128 ticks) =>
        from < EndOfTime && ticks < (EndOfTime - from).Ticks ? from.AddTicks((long)ticks) : EndOfTime;
}
