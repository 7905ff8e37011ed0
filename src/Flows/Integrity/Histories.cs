using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Flows.Integrity;

/// <summary>The histories of a shop: bindings, tiers held, and the plans in force.</summary>
internal sealed class Histories(
    IEnumerable<EdgeRow> edges, IEnumerable<HistoryEntry> tiers, IReadOnlyList<PlanTime> plans,
    CommissionSettings settings, IReadOnlyList<HouseVersion> houses, string timeZone)
{
    private readonly Dictionary<long, EdgeRow> _edges = edges.ToDictionary(edge => edge.ChildKey);
    private readonly ILookup<long, HistoryEntry> _tiers = tiers.ToLookup(entry => entry.CustomerKey);

    /// <summary>A person's referrer, or null.</summary>
    public long? ReferrerOf(long key) => _edges.GetValueOrDefault(key)?.ParentKey;

    /// <summary>What in an order's snapshot the histories do not say; null when they say the same.</summary>
    /// <param name="order">The order.</param>
    /// <param name="snapshot">Its snapshot.</param>
    /// <param name="number">Which of the buyer's orders it was; null where its version does not count them.</param>
    public string? Contradiction(BookedOrder order, Snapshot snapshot, long? number)
    {
        var inForce = PlanTime.InForce(plans, order.PaidAt, order.RecordedAt).ToList();
        if (!inForce.Contains(order.PlanKey)) return $"plan {order.PlanKey} kept, {inForce[0]} in force";
        var seen = Visibility.Of(order.Seen, order.OrderKey);
        return Chain(order, snapshot, seen)
            ?? snapshot.People
                .Select(person => Tier(order, person, seen)).FirstOrDefault(s => s is not null)
            ?? Floors(order, snapshot)
            ?? Limits(order, snapshot)
            ?? PlaceRecount.Contradiction(
                order, snapshot, settings.ByKey(order.PlanKey)?.Content, _edges.GetValueOrDefault(snapshot.Buyer.Key),
                number, timeZone);
    }

    /// <summary>Dates and budgets of the version: when the order was paid, and what it may have reserved.</summary>
    private string? Limits(BookedOrder order, Snapshot snapshot)
    {
        var plan = settings.ByKey(order.PlanKey)?.Content;
        if (snapshot.PaidAt != (plan is { HasDates: true } ? order.PaidAt : null))
            return "the snapshot is kept with another time than the order was paid at";
        var most = Budgets.Reserve(
            snapshot with { Reserved = null }, plan, [.. snapshot.Lines.Select(line => line.Value)],
            new Dictionary<string, long>());
        var kept = (snapshot.Reserved ?? []).ToDictionary(one => one.Rule, one => one.Most);
        return kept.Count == (most.Reserved?.Count ?? 0)
            && (most.Reserved ?? []).All(one => kept.TryGetValue(one.Rule, out var rest) && rest <= one.Most)
            ? null
            : "the snapshot reserves of budgets what the order could not earn";
    }

    /// <summary>Floors follow from the entries that the snapshot names, which are right by now.</summary>
    private string? Floors(BookedOrder order, Snapshot snapshot)
    {
        var kept = settings.ByKey(order.PlanKey)?.Content.HasFloors == true;
        var below = snapshot.Buyer;
        foreach (var person in snapshot.Chain.Where(person => person.IsHouse is null))
        {
            var edge = _edges[below.Key];
            var due = kept
                ? Commissions.Calculation.Floors.Of(
                    Known(person), Known(below), new BindingRef(edge.RecordedAt, edge.TransactionId))
                : null;
            if (!(due ?? []).SequenceEqual(person.Floors ?? []))
                return $"'{person.CustomerId}' is kept with other floors than the histories leave";
            below = person;
        }
        return null;
    }

    private string? Chain(BookedOrder order, Snapshot snapshot, Visibility.OfOrder seen)
    {
        var below = snapshot.Buyer.Key;
        var chain = snapshot.Chain.Where(person => person.IsHouse is null).ToList();
        foreach (var person in chain)
        {
            var edge = _edges.GetValueOrDefault(below);
            if (edge?.ParentKey != person.Key || !InForce(edge, order))
                return $"'{person.CustomerId}' stands in the snapshot, but was not the referrer then";
            below = person.Key;
        }
        var depth = settings.ByKey(order.PlanKey)?.Content.ChainDepth ?? PlanContent.MinChainDepth;
        var missing = chain.Count < depth && _edges.GetValueOrDefault(below) is { } next &&
            InForce(next, order) && (next.OrderKey == order.OrderKey || seen.Sees(next.TransactionId, next.OrderKey));
        return missing ? $"the chain ends after {chain.Count}, but went on then"
            : chain.Count == 0 ? Stranger(snapshot, seen) : null;
    }

    /// <summary>
    /// A house account in the place of a missing referrer that was none by any version that the order may have read,
    /// or none where there was one.
    /// </summary>
    private string? Stranger(Snapshot snapshot, Visibility.OfOrder seen)
    {
        var kept = snapshot.Chain.Count > 0 ? snapshot.Chain[0].Key : (long?)null;
        var latest = houses.LastOrDefault(version => seen.Sees(version.TransactionId, null))?.Version ?? 0;
        var read = houses.Where(version => version.Version >= latest).Select(version => version.HouseKey).ToList();
        if (latest == 0) read.Add(null);
        return read.Exists(house => (house == snapshot.Buyer.Key ? null : house) == kept)
            ? null
            : kept is null ? "the snapshot has no referrer, but there was a house account"
            : $"'{snapshot.Chain[0].CustomerId}' stands in the snapshot, but was not the house account then";
    }

    private string? Tier(BookedOrder order, SnapshotPerson person, Visibility.OfOrder seen)
    {
        var then = _tiers[person.Key].Where(entry => entry.RecordedAt <= order.PaidAt).ToList();
        var kept = then.FirstOrDefault(entry => entry.Seq == person.TierSeq);
        if (person.TierSeq != 0 && kept is null) return $"'{person.CustomerId}' had no such tier then";
        if (kept?.Tier != person.Tier || (kept is not null && kept.Active != person.Active))
            return $"'{person.CustomerId}' is kept as {person.Tier ?? "no tier"}, "
                + $"the history says {kept?.Tier ?? "no tier"}";
        var newer = then.FirstOrDefault(entry => entry.Seq > person.TierSeq && seen.Sees(entry));
        return newer is null ? null : $"'{person.CustomerId}' had become {newer.Tier} by then";
    }

    private KnownHistory Known(SnapshotPerson person) => new(_tiers[person.Key], person.TierSeq);

    private static bool InForce(EdgeRow edge, BookedOrder order) =>
        edge.RecordedAt <= order.PaidAt || edge.OrderKey == order.OrderKey;
}
