using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// The steps by which a member's tiers move: time passes, tiers are changed by the shop, growth rises and falls, units
/// are bought and given back. At one instant periods end first, then events count, then changes by the shop. Pure.
/// </summary>
internal static class MemberSteps
{
    /// <summary>
    /// The row as time makes it: periods that ended are followed by what growth gives, and what the shop changed
    /// counts. The same instance when nothing happens, as nearly always.
    /// </summary>
    /// <param name="through">Whether changes of that very instant count, as they do for reads.</param>
    public static MemberRow Go(
        MemberRow member, MemberCatalogue catalogue, DateTimeOffset to, bool through, List<TierEntry>? entries)
    {
        var change = catalogue.FirstChange(member.AsOf ?? DateTimeOffset.MinValue);
        for (; change < catalogue.Changes.Count; change++)
        {
            var (at, set) = catalogue.Changes[change];
            if (through ? at > to : at >= to) break;
            member = MemberPeriods.End(member, catalogue.Before(change), at, entries);
            member = Reach(member, set, at, TierEntry.Threshold, entries);
        }
        return MemberPeriods.End(member, catalogue.Before(change), to, entries);
    }

    /// <summary>Begins what growth newly reaches, and keeps a tier in its days of grace where it now may.</summary>
    public static MemberRow Reach(
        MemberRow member, TierSet set, DateTimeOffset at, string cause, List<TierEntry>? entries)
    {
        if (set.LastingTier(member.Growth) is { } lasting && !HoldsByGrowth(member, lasting))
        {
            entries?.Add(new TierEntry(lasting.TierId, cause, at, null));
            member = member with { Held = [.. member.Held, new HeldTier(lasting.TierId, null, lasting.GrowthFrom)] };
        }
        if (set.Reached(member) is not { ValidityDays: not null } timed) return member;
        if (timed.Rank > (set.Find(member.GrowthTier)?.Rank ?? 0))
            return MemberPeriods.Begin(member, set, timed, cause, at, entries);
        return timed.TierId == member.GrowthTier && member.Period?.GraceSince is not null
            ? MemberPeriods.Keep(member, timed, cause, at, entries)
            : member;
    }

    /// <summary>
    /// Ends tiers without a period below which growth has fallen. A threshold that was raised since ends none.
    /// </summary>
    public static MemberRow Fall(MemberRow member, TierSet set, DateTimeOffset at, List<TierEntry> entries)
    {
        var lost = Array.FindAll(member.Held, held => held.GrowthFrom is { } from
            && member.Growth < Math.Min(from, set.Find(held.TierId)?.GrowthFrom ?? from));
        if (lost.Length == 0) return member;
        entries.AddRange(lost.Select(held => new TierEntry(held.TierId, TierEntry.Refund, at, at)));
        member = member with { Held = Array.FindAll(member.Held, held => !lost.Contains(held)) };
        return Reach(member, set, at, TierEntry.Refund, entries);
    }

    /// <summary>
    /// Units of a member product: bought before the tier ends, they add to what is left; with an upgrade, what is left
    /// of lower tiers is added too, and these end.
    /// </summary>
    public static MemberRow Buy(
        MemberRow member, TierSet set, Giving giving, DateTimeOffset at, List<TierEntry> entries)
    {
        var left = Array.Find(member.Held, held => held.GrowthFrom is null && held.TierId == giving.TierId);
        if (left is { Until: null }) return member;
        var lower = Array.FindAll(member.Held, held => held.GrowthFrom is null
            && UpgradesOf(set, giving, held.TierId, held.Until, at));
        var until = Stacked(left?.Until, giving, giving.Units, at);
        foreach (var held in lower)
        {
            until = Longer(until, giving, held.Until, at);
            entries.Add(new TierEntry(held.TierId, TierEntry.Upgrade, at, at));
        }
        entries.Add(new TierEntry(giving.TierId, TierEntry.Product, at, until));
        return member with
        {
            Held =
            [
                .. member.Held.Where(held => held != left && !(held.Until <= at) && !lower.Contains(held)),
                new(giving.TierId, until),
            ],
        };
    }

    /// <summary>Tiers as the units give them that are left; what they gave until now is not taken back.</summary>
    /// <param name="left">What was bought, oldest first, each with the tiers in force then.</param>
    /// <param name="begins">Whether the event may also add units, so that a tier may begin or last longer.</param>
    public static MemberRow GiveBack(
        MemberRow member, IEnumerable<(Giving Giving, DateTimeOffset At, long Units)> left,
        MemberCatalogue catalogue, DateTimeOffset at, bool begins, List<TierEntry> entries)
    {
        var bought = Bought(left, catalogue);
        var held = new List<HeldTier>();
        foreach (var before in member.Held)
        {
            if (before.GrowthFrom is not null)
            {
                held.Add(before);
                continue;
            }
            var stands = bought.Remove(before.TierId, out var until) && !(until <= at);
            if (stands) held.Add(before with { Until = until });
            if (stands && begins && (before.Until <= at || Outlasts(until, before.Until)))
                entries.Add(new TierEntry(before.TierId, TierEntry.Product, at, until));
            else if (!(before.Until <= at) && (!stands || until != before.Until))
                entries.Add(new TierEntry(before.TierId, TierEntry.Refund, at, stands ? until : at));
        }
        // Without units that are added, only what an upgrade had ended stands again.
        var cause = begins ? TierEntry.Product : TierEntry.Refund;
        foreach (var (tier, until) in bought.Where(one => !(one.Value <= at)))
        {
            held.Add(new HeldTier(tier, until));
            entries.Add(new TierEntry(tier, cause, at, until));
        }
        return member with { Held = [.. held] };
    }

    private static Dictionary<string, DateTimeOffset?> Bought(
        IEnumerable<(Giving Giving, DateTimeOffset At, long Units)> left, MemberCatalogue catalogue)
    {
        var bought = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var (giving, at, units) in left)
        {
            if (units == 0) continue;
            var known = bought.TryGetValue(giving.TierId, out var until);
            if (known && until is null) continue;
            var (set, longer) = (catalogue.Before(catalogue.FirstChange(at)), Stacked(until, giving, units, at));
            foreach (var (tier, ends) in bought.Where(one => UpgradesOf(set, giving, one.Key, one.Value, at)).ToList())
            {
                longer = Longer(longer, giving, ends, at);
                bought.Remove(tier);
            }
            bought[giving.TierId] = longer;
        }
        return bought;
    }

    /// <summary>Whether buying a tier ends a lower one and adds what is left of it.</summary>
    private static bool UpgradesOf(
        TierSet set, Giving giving, string tierId, DateTimeOffset? until, DateTimeOffset at) =>
        giving is { UpgradeBps: not null, Days: not null } && until > at
        && set.Find(tierId)?.Rank < set.Find(giving.TierId)?.Rank;

    private static DateTimeOffset? Longer(
        DateTimeOffset? until, Giving giving, DateTimeOffset? lower, DateTimeOffset at)
    {
        var ticks = (Int128)(lower!.Value - at).Ticks * giving.UpgradeBps!.Value / 10_000;
        return MemberPeriods.After(until!.Value, new TimeSpan((long)(ticks - (ticks % TimeSpan.TicksPerMicrosecond))));
    }

    /// <summary>Whether a tier with one end outlasts a tier with another; null is without end.</summary>
    public static bool Outlasts(DateTimeOffset? until, DateTimeOffset? other) =>
        other is not null && (until is null || until > other);

    private static DateTimeOffset? Stacked(DateTimeOffset? until, Giving giving, long units, DateTimeOffset at) =>
        giving.Days is { } days ? MemberPeriods.After(until > at ? until.Value : at, days, units) : null;

    private static bool HoldsByGrowth(MemberRow member, MemberTier tier)
    {
        foreach (var held in member.Held)
            if (held.GrowthFrom is not null && held.TierId == tier.TierId) return true;
        return false;
    }
}
