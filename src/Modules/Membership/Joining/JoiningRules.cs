using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Membership.Joining;

/// <summary>
/// How a customer becomes a member: a function of what happened, by the times at which it happened, in whatever order
/// it was reported. An order that counts and the contact make a membership pending, and it begins at the time of the
/// last required step. What was taken back before that founds nothing; what was taken back later leaves the membership
/// to a person. Pure.
/// </summary>
public static class JoiningRules
{
    /// <summary>The membership that these facts make.</summary>
    public static MemberStatus Of(JoiningFacts facts, JoiningVersions versions)
    {
        var ended = facts.Decisions.Where(one => one.Outcome == DecisionRow.End)
            .MaxBy(one => one.DecidedAt)?.DecidedAt;
        var orders = facts.Orders.Where(order => !(order.PaidAt <= ended)).ToList();
        StepRow[] steps = [.. facts.Steps.Where(step => !(step.DoneAt <= ended))];
        var episodes = Episodes(orders, facts.ContactAt);
        foreach (var episode in episodes)
            if (Begun(episode, Progress(episode, steps, versions)) is { } active)
                return active with { ReturnedAt = Returned(episodes, facts.Decisions) };
        return episodes is [.., { Until: null } last]
            ? Pending(last, Progress(last, steps, versions))
            : Missing(facts, orders, episodes, ended);
    }

    /// <summary>The times through which an order and the contact were there, in their order; none touch.</summary>
    private static List<Episode> Episodes(IEnumerable<FoundingOrder> orders, DateTimeOffset? contactAt)
    {
        var spans =
            from order in orders
            from span in order.Spans
            let contact = order.Rule.RequiresContact ? contactAt ?? DateTimeOffset.MaxValue : DateTimeOffset.MinValue
            let start = contact > span.From ? contact : span.From
            where start < DateTimeOffset.MaxValue && !(span.Until <= start)
            orderby start, order.PaidAt, order.OrderId
            select new Episode(order, start, span.Until, contact > span.From);
        var episodes = new List<Episode>();
        foreach (var span in spans)
        {
            if (episodes is [.., var last] && !(last.Until < span.From))
                episodes[^1] = last with { Until = Later(last.Until, span.Until) };
            else episodes.Add(span);
        }
        return episodes;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? null : one > other ? one : other;

    private static CeremonyProgress[] Progress(Episode episode, StepRow[] steps, JoiningVersions versions) =>
    [
        .. versions.CeremonyAt(episode.From).Select(step =>
        {
            var done = steps.Where(one => one.StepKey == step.Key).OrderBy(one => one.DoneAt)
                .ThenBy(one => one.RecordId, StringComparer.Ordinal).FirstOrDefault();
            return new CeremonyProgress(
                step.Key, step.Text, step.Required, episode.From.AddDays(step.DueDays), done?.DoneAt, done?.DoneBy,
                done?.RecordId);
        }),
    ];

    /// <summary>The membership that began in an episode; null where it did not.</summary>
    private static MemberStatus? Begun(Episode episode, CeremonyProgress[] steps)
    {
        var begunAt = episode.From;
        foreach (var step in steps.Where(step => step.Required))
        {
            if (step.DoneAt is not { } done) return null;
            if (done > begunAt) begunAt = done;
        }
        if (episode.Until <= begunAt) return null;
        return Pending(episode, steps) with
        {
            State = MembershipStates.Active,
            Cause = begunAt > episode.From ? MembershipStates.Ceremony : Cause(episode),
            Since = begunAt,
            BegunAt = begunAt,
        };
    }

    private static MemberStatus Pending(Episode episode, CeremonyProgress[] steps) => new(
        MembershipStates.Pending, Cause(episode), episode.From, episode.From, null, episode.Order.OrderId,
        episode.Order.Rule.Trade, null, steps);

    private static string Cause(Episode episode) =>
        episode.ByContact ? MembershipStates.Contact : MembershipStates.Order;

    /// <summary>Since when no order counts any more, unless a person has kept the membership since then.</summary>
    private static DateTimeOffset? Returned(List<Episode> episodes, IReadOnlyCollection<DecisionRow> decisions) =>
        episodes[^1].Until is { } end
        && !decisions.Any(one => one.Outcome == DecisionRow.Keep && one.DecidedAt >= end)
            ? end
            : null;

    private static MemberStatus Missing(
        JoiningFacts facts, List<FoundingOrder> orders, List<Episode> episodes, DateTimeOffset? ended)
    {
        if (episodes is [.., { Until: { } returned } last])
            return new(MembershipStates.None, MembershipStates.OrderReturned, returned, last.From);
        if (orders.Where(order => order.Spans is [.., { Until: null }]).MinBy(order => order.PaidAt) is { } waiting)
            return new(MembershipStates.None, MembershipStates.ContactMissing, waiting.Spans[^1].From);
        if (ended is not null) return new(MembershipStates.None, MembershipStates.Ended, ended);
        return facts.ContactAt is { } contact
            ? new(MembershipStates.None, MembershipStates.OrderMissing, contact)
            : MemberStatus.None;
    }

    private sealed record Episode(FoundingOrder Order, DateTimeOffset From, DateTimeOffset? Until, bool ByContact);
}
