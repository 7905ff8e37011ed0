using SocialCommerce.Api.Integrity;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Ladder;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Makes orders' kept snapshots hold what another version reads: a snapshot is kept as deep, and as full, as the
/// version of then needed it. Chain, tiers and floors come from the histories as the order could see them.
/// </summary>
internal sealed class FullSnapshots
{
    private const string ValuesOfToday = "commissionableValuesOfToday";
    private const string ValuesAsRecorded = "valuesAsRecorded";

    private readonly PlanContent _plan;
    private readonly CommissionSettings _settings;
    private readonly SortedSet<string> _assumptions = new(StringComparer.Ordinal);
    private Dictionary<long, EdgeRow> _edges = [];
    private ILookup<long, HistoryEntry> _tiers = Array.Empty<HistoryEntry>().ToLookup(entry => entry.CustomerKey);
    private Dictionary<long, string> _names = [];
    private Dictionary<(long, int), LineUnits> _units = [];

    private FullSnapshots(PlanContent plan, CommissionSettings settings) => (_plan, _settings) = (plan, settings);

    /// <summary>What could not be known any more, of the orders completed so far.</summary>
    public IReadOnlyCollection<string> Assumptions => _assumptions;

    /// <summary>Reads for some orders what their snapshots lack; nothing where they lack nothing.</summary>
    public static async Task<FullSnapshots> Read(
        Work work, PlanContent plan, CommissionSettings settings,
        IReadOnlyCollection<(WindowOrder Order, Snapshot Kept)> orders)
    {
        var full = new FullSnapshots(plan, settings);
        var units = orders.Where(one => full.LacksUnits(full.PlanOf(one.Order))).Select(one => one.Order.OrderKey);
        var people = orders.Where(one => full.LacksPeople(one.Order, one.Kept))
            .SelectMany(one => one.Kept.People).Select(person => person.Key).Distinct();
        await full.Read(work, [.. units], [.. people]);
        return full;
    }

    /// <summary>The snapshot as the version needs it.</summary>
    public Snapshot Of(WindowOrder order, Snapshot kept)
    {
        var old = PlanOf(order);
        if (!SameTenders(old)) _assumptions.Add(ValuesAsRecorded);
        var chain = LacksPeople(order, kept) ? Chain(order, kept) : kept.Chain;
        return kept with
        {
            Chain = chain,
            Lines = [.. kept.Lines.Select(line => Line(order, line, old))],
            PaidAt = _plan.HasDates ? order.PaidAt : null,
            Reserved = null,
        };
    }

    private async Task Read(Work work, long[] orders, long[] people)
    {
        if (orders.Length == 0 && people.Length == 0) return;
        var first = work.Batch();
        var units = orders.Length > 0 ? first.LineUnits(work.ShopId, orders) : new Rows<LineUnits>();
        var edges = people.Length > 0
            ? first.EdgesAbove(work.ShopId, people, _plan.ChainDepth)
            : new Rows<EdgeRow>();
        await first.Run(work.Cancel);
        _units = units.List.ToDictionary(line => (line.OrderKey, line.LineNo));
        _edges = edges.List.ToDictionary(edge => edge.ChildKey);
        if (people.Length == 0) return;
        long[] all = [.. people.Concat(_edges.Values.Select(edge => edge.ParentKey)).Distinct()];
        var second = work.Batch();
        var tiers = second.History(work.ShopId, all);
        var names = second.Names(work.ShopId, all);
        await second.Run(work.Cancel);
        _tiers = tiers.List.ToLookup(entry => entry.CustomerKey);
        _names = names.List.ToDictionary(person => person.Key, person => person.CustomerId);
    }

    private PlanContent? PlanOf(WindowOrder order) => _settings.ByKey(order.PlanKey)?.Content;

    private bool LacksUnits(PlanContent? old) =>
        (_plan.PaysPerUnit && old?.PaysPerUnit != true)
        || (_plan.Basis == PlanContent.PerUnit && old?.Basis != PlanContent.PerUnit);

    /// <summary>Where the version of then stopped looking, or kept no floors.</summary>
    private bool LacksPeople(WindowOrder order, Snapshot kept)
    {
        var old = PlanOf(order);
        var depth = old?.ChainDepth ?? PlanContent.MinChainDepth;
        return (_plan.ChainDepth > depth && kept.Chain.Count == depth) || (_plan.HasFloors && old?.HasFloors != true);
    }

    private bool SameTenders(PlanContent? old) =>
        Same(_plan.TendersNotCounted, old?.TendersNotCounted, PlanContent.DefaultTendersNotCounted)
        && Same(_plan.DiscountsCounted, old?.DiscountsCounted, PlanContent.DefaultDiscountsCounted);

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other, IReadOnlyList<string> usual) =>
        (one ?? usual).ToHashSet().SetEquals(other ?? usual);

    private List<SnapshotPerson> Chain(WindowOrder order, Snapshot kept)
    {
        var seen = Visibility.Parse(order.Seen);
        var chain = kept.Chain.ToList();
        while (chain.Count < _plan.ChainDepth)
        {
            var edge = _edges.GetValueOrDefault(chain.Count > 0 ? chain[^1].Key : kept.Buyer.Key);
            if (edge is null || edge.RecordedAt > order.PaidAt || !seen.Sees(edge.TransactionId)) break;
            chain.Add(Person(edge.ParentKey, order, seen));
        }
        if (!_plan.HasFloors) return chain;
        var below = kept.Buyer;
        for (var i = 0; i < chain.Count; i++)
        {
            var edge = _edges[below.Key];
            var floors = Floors.Of(Known(chain[i]), Known(below), new Bond(edge.RecordedAt, edge.TransactionId));
            below = chain[i];
            chain[i] = below with { Floors = floors };
        }
        return chain;
    }

    private SnapshotPerson Person(long key, WindowOrder order, Visibility seen)
    {
        var entry = _tiers[key].LastOrDefault(one => one.RecordedAt <= order.PaidAt && seen.Sees(one.TransactionId));
        return new SnapshotPerson(key, _names[key], entry?.Tier, entry?.Seq ?? 0, entry?.Active ?? true);
    }

    private KnownHistory Known(SnapshotPerson person) => new(_tiers[person.Key], person.TierSeq);

    private SnapshotLine Line(WindowOrder order, SnapshotLine kept, PlanContent? old)
    {
        var line = _plan.Basis == PlanContent.PerUnit ? kept : kept with { Basis = null };
        if (!LacksUnits(old)) return line;
        var units = _units[(order.OrderKey, kept.LineNo)];
        if (_plan.PaysPerUnit) line = line with { Quantity = units.Quantity };
        if (_plan.Basis != PlanContent.PerUnit || old?.Basis == PlanContent.PerUnit) return line;
        _assumptions.Add(ValuesOfToday);
        return line with { Basis = decimal.Min(units.CommissionableMinor * units.Quantity, kept.Value) };
    }
}
