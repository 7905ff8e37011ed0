namespace SocialCommerce.Membership;

/// <summary>
/// How people become members, rise and fall: pure, by the times and rows that it is given. A tier that was reached
/// stands until its period ends, then growth decides again (catalogue MEM-01: down only at a period's end); points and
/// growth follow the order's value at the granted rate, rounded down (commission.md §3).
/// </summary>
public static class MemberRules
{
    private const int BpsPerUnit = 10_000;
    private static readonly DateTimeOffset EndOfTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The tier in force at a time: the highest rank of all that stand; null for who has none.</summary>
    public static TierInForce? TierAt(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at)
    {
        var settled = Settle(member, catalogue, at, null, null);
        var best = settled.GrowthTierUntil > at && catalogue.Find(settled.GrowthTier) is { } byGrowth
            ? new TierInForce(byGrowth, settled.GrowthTierUntil)
            : null;
        foreach (var held in settled.Held)
        {
            if (held.Until <= at || catalogue.Find(held.TierId) is not { } tier) continue;
            var higher = best is null || tier.Rank > best.Tier.Rank;
            if (higher || (ReferenceEquals(tier, best!.Tier) && Outlasts(held.Until, best.Until)))
                best = new TierInForce(tier, held.Until);
        }
        return best;
    }

    /// <summary>The tiers that stand at a time whatever the growth, highest first.</summary>
    public static IReadOnlyList<TierInForce> HeldAt(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at) =>
        [.. from held in Settle(member, catalogue, at, null, null).Held
            let tier = catalogue.Find(held.TierId)
            where tier is not null && !(held.Until <= at)
            orderby tier.Rank descending
            select new TierInForce(tier, held.Until)];

    /// <summary>
    /// What a paid order gives. A member product gives its tier once per unit bought; bought again before the tier
    /// ends, it adds to what is left. Every buyer becomes a row, though not everyone a tier.
    /// </summary>
    /// <param name="member">The buyer before the order; null for somebody new.</param>
    /// <param name="catalogue">Tiers and rates in force.</param>
    /// <param name="lines">What was paid for.</param>
    /// <param name="now">When the order is recorded; tiers take effect then, never earlier.</param>
    public static MemberChange Earn(
        MemberRow? member, MemberCatalogue catalogue, IReadOnlyCollection<PaidLine> lines, DateTimeOffset now)
    {
        var entries = new List<TierEntry>();
        var before = member is null ? MemberRow.Nobody : Settle(member, catalogue, now, null, entries);
        var (rates, value) = (catalogue.Rates, lines.Sum(line => line.ValueMinor));
        var (points, growth) = (Share(value, rates.PointsBps), Share(value, rates.GrowthBps));
        var after = before with { Points = before.Points + points, Growth = before.Growth + growth };
        after = Settle(after, catalogue, now, now, entries);
        foreach (var line in lines)
            if (catalogue.GivenBy(line.ProductId) is { } tier) after = Buy(after, tier, line.Quantity, now, entries);
        var tierBefore = member is null ? null : TierAt(before, catalogue, now)?.Tier.TierId;
        return new MemberChange(
            after, value, rates, points, growth, tierBefore, TierAt(after, catalogue, now)?.Tier.TierId, entries);
    }

    /// <summary>
    /// What a refund takes back: the granted rates on what is left of the order's value, less what is still granted, so
    /// that any split of the same refund ends at the same sums, and a full one at 0. Points may go negative; the tier
    /// stays until its period ends.
    /// </summary>
    /// <param name="member">The buyer before the refund.</param>
    /// <param name="grant">What the order gave and how much of it still stands.</param>
    /// <param name="catalogue">Tiers in force, to close periods that ended before the growth falls.</param>
    /// <param name="valueLeftMinor">What of the order's value is not refunded.</param>
    /// <param name="now">When the refund is recorded.</param>
    public static MemberChange TakeBack(
        MemberRow member, GrantRow grant, MemberCatalogue catalogue, long valueLeftMinor, DateTimeOffset now)
    {
        var entries = new List<TierEntry>();
        var before = Settle(member, catalogue, now, null, entries);
        var points = Share(valueLeftMinor, grant.PointsBps) - grant.PointsLeft;
        var growth = Share(valueLeftMinor, grant.GrowthBps) - grant.GrowthLeft;
        var after = before with { Points = before.Points + points, Growth = before.Growth + growth };
        var tier = TierAt(before, catalogue, now)?.Tier.TierId;
        var granted = new EarningRates(0, grant.PointsBps, grant.GrowthBps);
        return new MemberChange(after, valueLeftMinor, granted, points, growth, tier, tier, entries);
    }

    /// <summary>
    /// The row as the clock makes it: what growth reached begins, periods that ended are followed by what growth gives.
    /// The same instance when nothing changes, as nearly always.
    /// </summary>
    /// <param name="reachedAt">When growth reached what it newly reaches; null: when the threshold was lowered.</param>
    private static MemberRow Settle(
        MemberRow member, MemberCatalogue catalogue, DateTimeOffset at, DateTimeOffset? reachedAt,
        List<TierEntry>? entries)
    {
        var cause = reachedAt is null ? TierEntry.Threshold : TierEntry.Growth;
        if (catalogue.LastingTier(member.Growth) is { } lasting && !HoldsForEver(member, lasting))
        {
            entries?.Add(new TierEntry(lasting.TierId, cause, reachedAt ?? lasting.ThresholdSince, null));
            member = Hold(member, lasting, null);
        }
        var timed = catalogue.TimedTier(member.Growth);
        var rises = timed?.Rank > (catalogue.Find(member.GrowthTier)?.Rank ?? 0);
        // A period that ended before the threshold came down was followed by no tier, not by this one.
        var returns = member.GrowthTierUntil <= at && timed?.ThresholdSince > member.GrowthTierUntil;
        if (rises || returns) member = Begin(member, timed!, reachedAt ?? timed!.ThresholdSince, cause, entries);
        if (member.GrowthTierUntil is not { } end || end > at) return member;
        if (timed is not null) return Begin(member, timed, LastPeriod(end, timed, at), TierEntry.PeriodEnd, entries);
        entries?.Add(new TierEntry(null, TierEntry.PeriodEnd, end, null));
        return member with { GrowthTier = null, GrowthTierUntil = null };
    }

    private static MemberRow Begin(
        MemberRow member, MemberTier tier, DateTimeOffset since, string cause, List<TierEntry>? entries)
    {
        var until = After(since, tier.ValidityDays!.Value, 1);
        entries?.Add(new TierEntry(tier.TierId, cause, since, until));
        return member with { GrowthTier = tier.TierId, GrowthTierUntil = until };
    }

    /// <summary>Where the period that holds a time begins, when periods follow one another from an end on.</summary>
    private static DateTimeOffset LastPeriod(DateTimeOffset end, MemberTier tier, DateTimeOffset at)
    {
        var days = tier.ValidityDays!.Value;
        return After(end, days, (at - end).Ticks / (days * TimeSpan.TicksPerDay));
    }

    private static MemberRow Buy(
        MemberRow member, MemberTier tier, long quantity, DateTimeOffset now, List<TierEntry> entries)
    {
        var left = Array.Find(member.Held, held => held.TierId == tier.TierId);
        if (left is { Until: null }) return member;
        var from = left?.Until > now ? left.Until.Value : now;
        DateTimeOffset? until = tier.ValidityDays is { } days ? After(from, days, quantity) : null;
        entries.Add(new TierEntry(tier.TierId, TierEntry.Product, now, until));
        return Hold(member with { Held = Array.FindAll(member.Held, held => !(held.Until <= now)) }, tier, until);
    }

    private static MemberRow Hold(MemberRow member, MemberTier tier, DateTimeOffset? until) => member with
    {
        Held = [.. member.Held.Where(held => held.TierId != tier.TierId), new HeldTier(tier.TierId, until)],
    };

    private static bool HoldsForEver(MemberRow member, MemberTier tier)
    {
        foreach (var held in member.Held)
            if (held.Until is null && held.TierId == tier.TierId) return true;
        return false;
    }

    private static bool Outlasts(DateTimeOffset? until, DateTimeOffset? other) =>
        other is not null && (until is null || until > other);

    private static DateTimeOffset After(DateTimeOffset from, int days, long times)
    {
        var ticks = (Int128)days * times * TimeSpan.TicksPerDay;
        return from < EndOfTime && ticks < (EndOfTime - from).Ticks ? from.AddTicks((long)ticks) : EndOfTime;
    }

    private static long Share(long valueMinor, int bps) => (long)((Int128)valueMinor * bps / BpsPerUnit);
}
