using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// How people become members, rise and fall (docs/commission-rules.md#time-of-effect). A member is a function of the
/// set of orders and refunds by their own times, whenever each was recorded: <see cref="Fold"/> is the rule, and
/// <see cref="Earn"/> is its last step for an order that is later than everything known. Pure.
/// </summary>
public static class MemberRules
{
    /// <summary>The tier in force at a time: the highest rank of all that stand; null for who has none.</summary>
    internal static TierInForce? TierAt(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at)
    {
        var moved = MemberSteps.Go(member, catalogue, at, through: true, null);
        var best = moved.GrowthTierUntil > at && catalogue.Find(moved.GrowthTier) is { } byGrowth
            ? new TierInForce(byGrowth, moved.GrowthTierUntil)
            : null;
        foreach (var one in Beside(moved, catalogue, at))
            if (best is null || one.Tier.Rank > best.Tier.Rank
                || (ReferenceEquals(one.Tier, best.Tier) && MemberSteps.Outlasts(one.Until, best.Until)))
                best = one;
        return best;
    }

    /// <summary>The tiers that stand at a time whatever the period of growth, highest first.</summary>
    internal static IReadOnlyList<TierInForce> HeldAt(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at) =>
        [.. from one in Beside(MemberSteps.Go(member, catalogue, at, through: true, null), catalogue, at)
            group one by one.Tier into same
            orderby same.Key.Rank descending
            select same.Aggregate((a, b) => MemberSteps.Outlasts(b.Until, a.Until) ? b : a)];

    /// <summary>What was bought, has no period, or was given by a person.</summary>
    private static IEnumerable<TierInForce> Beside(MemberRow moved, MemberCatalogue catalogue, DateTimeOffset at)
    {
        foreach (var held in moved.Held)
            if (!(held.Until <= at) && catalogue.Find(held.TierId) is { } tier)
                yield return new TierInForce(tier, held.Until);
        foreach (var invited in moved.Invited ?? [])
            if (invited.StandsAt(at) && catalogue.Find(invited.TierId) is { } tier)
                yield return new TierInForce(tier, invited.Until);
    }

    /// <summary>
    /// Whether an order of that time can be added to the row as it is: it is later than everything that is counted.
    /// </summary>
    public static bool IsLatest(MemberRow? member, MemberCatalogue catalogue, DateTimeOffset at) =>
        member is null || catalogue.Tiers.Count == 0 || member.AsOf < at;

    /// <summary>
    /// What the latest order gives. Every buyer becomes a row, though not everyone a tier.
    /// </summary>
    /// <param name="member">The buyer before the order; null for a new customer.</param>
    /// <param name="order">The order, for which <see cref="IsLatest"/> holds.</param>
    /// <param name="now">The shop's time, at which the tiers before and after are told.</param>
    public static MemberChange Earn(
        MemberRow? member, MemberCatalogue catalogue, PastOrder order, DateTimeOffset now)
    {
        var entries = new List<TierEntry>();
        var after = Count(member, catalogue, order, entries);
        var tierBefore = member is null ? null : TierAt(member, catalogue, now)?.Tier.TierId;
        return new MemberChange(
            after, order.Points, order.Growth, tierBefore, TierAt(after, catalogue, now)?.Tier.TierId, entries,
            Since(after, catalogue, entries, now), false);
    }

    /// <summary>
    /// What a refund changes where no tiers are to be looked at: points and growth alone.
    /// </summary>
    /// <param name="change">What still stands of the order, less what stood before.</param>
    public static MemberChange Refund(MemberRow member, MembershipStanding change, DateTimeOffset at) => new(
        member.Add(change) with { AsOf = member.AsOf > at ? member.AsOf : at }, change.Points, change.Growth,
        null, null, [], null, false);

    /// <summary>
    /// The member after a change to the set of events: an order that is not the latest, a refund, its cancellation, an
    /// amendment, a product that a tier names only now. Counts all events again; the tier history is continued where it
    /// stays as it was, and else begun again under the next revision.
    /// </summary>
    /// <param name="member">The row as it is, under the buyer's lock.</param>
    /// <param name="before">All of the customer's orders with their refunds, without the change.</param>
    /// <param name="after">The same with it.</param>
    /// <param name="now">The shop's time, at which the tiers before and after are told.</param>
    public static MemberChange Recompute(
        MemberRow member, IReadOnlyCollection<PastOrder> before, IReadOnlyCollection<PastOrder> after,
        MemberCatalogue catalogue, DateTimeOffset now)
    {
        var (was, known) = Fold(before, catalogue);
        var (becomes, entries) = Fold(after, catalogue);
        var continues = member.AsOf is not null && member.HasTiersOf(was)
            && entries.Take(known.Count).SequenceEqual(known);
        var row = becomes with
        {
            Points = member.Points + becomes.Points - was.Points,
            Growth = member.Growth + becomes.Growth - was.Growth,
            AsOf = becomes.AsOf ?? now,
            Version = member.Version,
            Invited = member.Invited,
            Revision = continues ? member.Revision : member.Revision + 1,
        };
        return new MemberChange(
            row, becomes.Points - was.Points, becomes.Growth - was.Growth,
            TierAt(was with { Invited = row.Invited }, catalogue, now)?.Tier.TierId,
            TierAt(row, catalogue, now)?.Tier.TierId,
            continues ? [.. entries.Skip(known.Count)] : entries, Since(row, catalogue, entries, now), true);
    }

    /// <summary>
    /// The member that these orders and refunds make, as of the latest of them, and the history of the tiers: events
    /// count in the order of their times, orders before refunds, then by order id and refund id (ordinal).
    /// </summary>
    /// <param name="orders">The orders.</param>
    /// <param name="catalogue">The shop's tiers.</param>
    /// <param name="rows">Takes the member after each event.</param>
    /// <param name="before">Takes the member before each order, by the order's key.</param>
    public static (MemberRow Member, List<TierEntry> Entries) Fold(
        IReadOnlyCollection<PastOrder> orders, MemberCatalogue catalogue, ICollection<MemberRow>? rows = null,
        IDictionary<long, MemberRow>? before = null)
    {
        var (entries, lots) = (new List<TierEntry>(), new Dictionary<long, Lot>());
        MemberRow? member = null;
        foreach (var (order, place) in Sorted(orders))
        {
            if (place < 0)
            {
                before?.Add(order.OrderKey, member ?? MemberRow.Nobody);
                member = Count(member, catalogue, order, entries);
                lots[order.OrderKey] = new Lot(order);
                rows?.Add(member);
                continue;
            }
            var refund = order.Refunds[place];
            var change = lots[order.OrderKey].TakeBack(refund);
            member = TakeBack(member!, catalogue, refund, change, entries);
            var left = lots.Values.SelectMany(lot => lot.Left).OrderBy(one => one.At);
            member = MemberSteps.GiveBack(
                member, left, catalogue, refund.At, refund.Bought is not null, entries);
            rows?.Add(member);
        }
        return (member ?? MemberRow.Nobody, entries);
    }

    /// <summary>
    /// Whether a journey may say that a folded member became one then: with the first tier of the events, or with one
    /// that has begun since without an event, which is stamped by the next.
    /// </summary>
    public static bool IsSince(
        MemberRow folded, MemberCatalogue catalogue, IEnumerable<TierEntry> entries, DateTimeOffset now,
        DateTimeOffset? memberAt)
    {
        var since = Since(folded, catalogue, entries, now);
        return memberAt == since || (memberAt is null && !entries.Any(entry => entry.Stands));
    }

    private static MemberRow Count(
        MemberRow? member, MemberCatalogue catalogue, PastOrder order, List<TierEntry> entries)
    {
        // Who buys for the first time has no history before.
        var before = member is null or { HasNeverBought: true }
            ? member ?? MemberRow.Nobody
            : MemberSteps.Go(member, catalogue, order.At, through: false, entries);
        var after = before.Add(new MembershipStanding(order.Points, order.Growth, order.SpendMinor)) with
        {
            AsOf = before.AsOf > order.At ? before.AsOf : order.At,
        };
        var set = catalogue.Before(catalogue.FirstChange(order.At));
        after = MemberSteps.Reach(after, set, order.At, TierEntry.Growth, entries);
        foreach (var giving in order.Gives) after = MemberSteps.Buy(after, set, giving, order.At, entries);
        return after;
    }

    private static MemberRow TakeBack(
        MemberRow member, MemberCatalogue catalogue, PastRefund refund, MembershipStanding change,
        List<TierEntry> entries)
    {
        var before = MemberSteps.Go(member, catalogue, refund.At, through: false, entries);
        var after = before.Add(change) with { AsOf = refund.At };
        var set = catalogue.Before(catalogue.FirstChange(refund.At));
        if (change.Growth > 0 || change is { Growth: 0, SpendMinor: > 0 })
            return MemberSteps.Reach(after, set, refund.At, TierEntry.Growth, entries);
        return refund.Policy.GrowthTier == AfterRefund.Keep
            ? after
            : MemberSteps.Fall(after, set, refund.At, entries);
    }

    /// <summary>Orders with −1, and refunds with their places, as they happened.</summary>
    private static IEnumerable<(PastOrder Order, int Refund)> Sorted(IEnumerable<PastOrder> orders) => orders
        .SelectMany(order => Enumerable.Range(-1, order.Refunds.Count + 1).Select(refund => (order, refund)))
        .OrderBy(one => one.refund < 0 ? one.order.At : one.order.Refunds[one.refund].At)
        .ThenBy(one => one.refund >= 0)
        .ThenBy(one => one.order.OrderId, StringComparer.Ordinal)
        .ThenBy(one => one.refund);

    /// <summary>When the first of these tiers began, or one that has begun since without an event.</summary>
    private static DateTimeOffset? Since(
        MemberRow member, MemberCatalogue catalogue, IEnumerable<TierEntry> entries, DateTimeOffset now)
    {
        var first = entries.FirstOrDefault(entry => entry.Stands);
        if (first is not null) return first.Since;
        var later = new List<TierEntry>();
        MemberSteps.Go(member, catalogue, now, through: true, later);
        return later.Find(entry => entry.Stands)?.Since;
    }

    /// <summary>An order whose refunds and amendments are counted one after the other.</summary>
    private sealed class Lot(PastOrder order)
    {
        private readonly List<(Giving Giving, DateTimeOffset At)> _bought =
            [.. order.Gives.Select(giving => (giving, order.At))];

        private readonly List<long> _units = [.. order.Gives.Select(giving => giving.Units)];
        private readonly List<long> _counted = [.. order.Gives.Select(giving => giving.Units)];
        private MembershipStanding _stands = new(order.Points, order.Growth, order.SpendMinor);

        /// <summary>What its lines still give.</summary>
        public IEnumerable<(Giving Giving, DateTimeOffset At, long Units)> Left =>
            _bought.Select((bought, i) => (bought.Giving, bought.At, _units[i]));

        /// <summary>Counts the next refund or amendment; answers how points and growth change.</summary>
        public MembershipStanding TakeBack(PastRefund refund)
        {
            foreach (var giving in refund.Bought ?? [])
            {
                _bought.Add((giving, refund.At));
                _units.Add(0);
                _counted.Add(0);
            }
            for (var i = 0; i < _units.Count; i++)
            {
                // What is kept after a refund is not bought again by an amendment that gives the units back.
                _units[i] = refund.Policy.ProductTier == AfterRefund.Keep
                    ? Math.Max(_units[i], refund.UnitsLeft[i])
                    : _units[i] + refund.UnitsLeft[i] - _counted[i];
                _counted[i] = refund.UnitsLeft[i];
            }
            var change = new MembershipStanding(
                refund.Stands.Points - _stands.Points, refund.Stands.Growth - _stands.Growth,
                refund.Stands.SpendMinor - _stands.SpendMinor);
            _stands = refund.Stands;
            return change;
        }
    }
}
