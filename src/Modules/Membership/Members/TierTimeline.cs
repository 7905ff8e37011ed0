using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// The tiers in force over time, by the member's orders and refunds at their own times and by what persons gave. A tier
/// that is renewed before it ends goes on; ranks are those that the tiers have now. Pure.
/// </summary>
public static class TierTimeline
{
    /// <summary>The intervals up to a time, oldest first; none before the first tier.</summary>
    public static List<TierInterval> Of(
        IReadOnlyCollection<PastOrder> orders, MemberCatalogue catalogue, DateTimeOffset now,
        IReadOnlyCollection<InvitedTier>? invitations = null)
    {
        var rows = new List<MemberRow>();
        var (member, entries) = MemberRules.Fold(orders, catalogue, rows);
        MemberSteps.Go(member, catalogue, now, through: true, entries);
        InvitedTier[] invited = [.. invitations ?? []];
        entries.AddRange(invited.Select(one => new TierEntry(one.TierId, TierEntry.Invitation, one.Since, one.Until)));
        entries.AddRange(invited.Where(one => one.Revoked)
            .Select(one => new TierEntry(one.TierId, TierEntry.Invitation, one.Until!.Value, one.Until)));
        var intervals = new List<TierInterval>();
        var next = 0;
        var row = MemberRow.Nobody;
        foreach (var at in Moments(entries, now))
        {
            while (next < rows.Count && rows[next].AsOf <= at) row = rows[next++];
            var tier = MemberRules.TierAt(row with { Invited = invited }, catalogue, at);
            var (tierId, until) = (tier?.Tier.TierId, tier?.Until);
            if (intervals.Count == 0 && tierId is null) continue;
            if (intervals.Count > 0)
            {
                var last = intervals[^1];
                intervals[^1] = last with { Until = last.TierId == tierId ? until : at };
                if (last.TierId == tierId) continue;
            }
            intervals.Add(new TierInterval(tierId, Cause(entries, tierId, at), at, until));
        }
        return intervals;
    }

    /// <summary>
    /// Every time at which another tier may begin: by an event, and where something ends. The last is now, as periods
    /// that are renewed without an event are one entry.
    /// </summary>
    private static SortedSet<DateTimeOffset> Moments(List<TierEntry> entries, DateTimeOffset now) =>
    [
        .. entries.SelectMany(entry => new[] { entry.Since, entry.Until ?? entry.Since }).Where(at => at <= now), now,
    ];

    /// <summary>What began a tier; where a higher one ended and nothing else happened, the end of its period.</summary>
    private static string Cause(List<TierEntry> entries, string? tierId, DateTimeOffset at)
    {
        var then = entries.FindAll(entry => entry.Since == at);
        return (then.FindLast(entry => entry.TierId == tierId) ?? then.LastOrDefault())?.Cause ?? TierEntry.PeriodEnd;
    }
}
