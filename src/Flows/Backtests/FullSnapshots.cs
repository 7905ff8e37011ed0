using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Integrity;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Backtests;

/// <summary>
/// Completes orders' stored snapshots for another version: a snapshot is stored as deep, and as full, as the version in
/// force at payment needed it. Chain, tiers and floors come from the histories as the order could see them.
/// </summary>
internal sealed class FullSnapshots
{
    private const string ValuesOfToday = "commissionableValuesOfToday";
    private const string ValuesAsRecorded = "valuesAsRecorded";

    private readonly PlanContent _plan;
    private readonly CommissionSettings _settings;
    private readonly Shop _shop;
    private readonly SortedSet<string> _assumptions = new(StringComparer.Ordinal);
    private Dictionary<long, EdgeRow> _edges = [];
    private ILookup<long, HistoryEntry> _tiers = Array.Empty<HistoryEntry>().ToLookup(entry => entry.CustomerKey);
    private Dictionary<long, string> _names = [];
    private Dictionary<(long, int), LineUnits> _units = [];
    private Dictionary<long, long> _numbers = [];
    private Dictionary<long, AmendedOrder> _contents = [];

    private FullSnapshots(Shop shop, PlanContent plan, CommissionSettings settings) =>
        (_shop, _plan, _settings) = (shop, plan, settings);

    /// <summary>What could not be known any more, of the orders completed so far.</summary>
    public IReadOnlyCollection<string> Assumptions => _assumptions;

    /// <summary>Reads for some orders what their snapshots lack; nothing where they lack nothing.</summary>
    public static async Task<FullSnapshots> Read(
        ShopTransaction transaction, Shop shop, PlanContent plan, CommissionSettings settings,
        IReadOnlyCollection<(WindowOrder Order, Snapshot Kept)> orders)
    {
        var full = new FullSnapshots(shop, plan, settings);
        var units = orders.Where(one => full.LacksUnits(full.PlanOf(one.Order))).Select(one => one.Order.OrderKey);
        var people = orders.Where(one => full.LacksPeople(one.Order, one.Kept))
            .SelectMany(one => one.Kept.People).Select(person => person.Key);
        var bound = orders.Where(one => full.LacksBinding(full.PlanOf(one.Order))).Select(one => one.Kept.Buyer.Key);
        var counted = orders.Where(one => full.LacksNumber(full.PlanOf(one.Order))).Select(one => one.Order.OrderKey);
        var valued = orders.Where(one => !full.SameWorth(full.PlanOf(one.Order))).Select(one => one.Order.OrderKey);
        await full.ReadContents(transaction, [.. valued]);
        await full.Read(transaction, [.. units], [.. people.Concat(bound).Distinct()], [.. counted]);
        return full;
    }

    /// <summary>The snapshot as the version needs it.</summary>
    public Snapshot Of(WindowOrder order, Snapshot kept)
    {
        var old = PlanOf(order);
        var content = _contents.GetValueOrDefault(order.OrderKey);
        var worth = content is null ? null : OrderEarningsOf.Of(content.Content, _plan);
        if (worth is not null)
            worth = worth with { Values = content!.Expand(worth.Values), Taxes = content.Expand(worth.Taxes) };
        var chain = LacksPeople(order, kept) ? Chain(order, kept) : kept.Chain;
        return kept with
        {
            Chain = chain,
            Lines = [.. kept.Lines.Select((line, i) => Line(order, Worth(line, worth, i), old))],
            PaidAt = _plan.HasDates ? order.PaidAt : null,
            Reserved = null,
            Place = Place(order, kept, old),
        };
    }

    private async Task ReadContents(ShopTransaction transaction, long[] orders)
    {
        if (orders.Length == 0) return;
        var batch = transaction.Batch();
        var (headers, lines) = batch.Ladder.Orders(transaction.ShopId, orders);
        var amendments = batch.Ladder.Amendments(transaction.ShopId, orders);
        await batch.Run(transaction.Cancel);
        var linesOf = lines.List.ToLookup(line => line.OrderKey);
        var amendmentsOf = amendments.List.ToLookup(one => one.OrderKey);
        _contents = headers.List.ToDictionary(
            header => header.OrderKey,
            header => AmendedOrder.Of(
                header, [.. linesOf[header.OrderKey]], amendmentsOf[header.OrderKey], _shop.Currency));
    }

    private async Task Read(ShopTransaction transaction, long[] orders, long[] people, long[] counted)
    {
        if (orders.Length == 0 && people.Length == 0 && counted.Length == 0) return;
        var first = transaction.Batch();
        var numbers = counted.Length > 0
            ? first.Ladder.OrderNumbersOf(transaction.ShopId, counted) : new PendingRows<OrderNumber>();
        var units = orders.Length > 0
            ? first.Ladder.LineUnits(transaction.ShopId, orders) : new PendingRows<LineUnits>();
        var edges = people.Length > 0
            ? first.Referrals.EdgesAbove(transaction.ShopId, people, _plan.ChainDepth)
            : new PendingRows<EdgeRow>();
        await first.Run(transaction.Cancel);
        _units = units.List.ToDictionary(line => (line.OrderKey, line.LineNo));
        _numbers = numbers.List.ToDictionary(order => order.OrderKey, order => order.Number);
        _edges = edges.List.ToDictionary(edge => edge.ChildKey);
        if (people.Length == 0) return;
        long[] all = [.. people.Concat(_edges.Values.Select(edge => edge.ParentKey)).Distinct()];
        var second = transaction.Batch();
        var tiers = second.Commissions.History(transaction.ShopId, all);
        var names = second.CustomersByKey(transaction.ShopId, all);
        await second.Run(transaction.Cancel);
        _tiers = tiers.List.ToLookup(entry => entry.CustomerKey);
        _names = names.List.ToDictionary(person => person.Key, person => person.CustomerId);
    }

    private PlanContent? PlanOf(WindowOrder order) => _settings.ByKey(order.PlanKey)?.Content;

    private bool LacksUnits(PlanContent? old) =>
        (_plan.PaysPerUnit && old?.PaysPerUnit != true)
        || (_plan.Basis == PlanContent.PerUnit && old?.Basis != PlanContent.PerUnit);

    private bool LacksNumber(PlanContent? old) => _plan.HasFirstOrders && old?.HasFirstOrders != true;

    private bool LacksBinding(PlanContent? old) => _plan.HasBindingLimits && old?.HasBindingLimits != true;

    /// <summary>Where the version in force at payment stopped looking, or kept no floors.</summary>
    private bool LacksPeople(WindowOrder order, Snapshot kept)
    {
        // The house account is not a referrer: it has no upline and no floor.
        if (kept.Chain is [{ IsHouse: true }]) return false;
        var old = PlanOf(order);
        var depth = old?.ChainDepth ?? PlanContent.MinChainDepth;
        return (_plan.ChainDepth > depth && kept.Chain.Count == depth) || (_plan.HasFloors && old?.HasFloors != true);
    }

    /// <summary>Whether the version values lines as the version in force at payment did.</summary>
    private bool SameWorth(PlanContent? old) =>
        _plan.NetOfTax == (old?.NetOfTax ?? false)
        && Same(_plan.TendersNotCounted, old?.TendersNotCounted, PlanContent.DefaultTendersNotCounted)
        && Same(_plan.DiscountsCounted, old?.DiscountsCounted, PlanContent.DefaultDiscountsCounted);

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other, IReadOnlyList<string> usual) =>
        (one ?? usual).ToHashSet().SetEquals(other ?? usual);

    private List<SnapshotPerson> Chain(WindowOrder order, Snapshot kept)
    {
        var seen = Visibility.Of(order.Seen, order.OrderKey);
        var chain = kept.Chain.ToList();
        while (chain.Count < _plan.ChainDepth)
        {
            var edge = _edges.GetValueOrDefault(chain.Count > 0 ? chain[^1].Key : kept.Buyer.Key);
            if (edge is null || edge.RecordedAt > order.PaidAt || !seen.Sees(edge.TransactionId, edge.OrderKey)) break;
            chain.Add(Person(edge.ParentKey, order, seen));
        }
        if (!_plan.HasFloors) return chain;
        var below = kept.Buyer;
        for (var i = 0; i < chain.Count; i++)
        {
            var edge = _edges[below.Key];
            var floors = Floors.Of(Known(chain[i]), Known(below), new BindingRef(edge.RecordedAt, edge.TransactionId));
            below = chain[i];
            chain[i] = below with { Floors = floors };
        }
        return chain;
    }

    /// <summary>The order's place in the buyer's history, kept or as it was when the order was recorded.</summary>
    private OrderPlace? Place(WindowOrder order, Snapshot kept, PlanContent? old)
    {
        var number = LacksNumber(old) ? _numbers[order.OrderKey] : kept.Place?.Number;
        var boundAt = !LacksBinding(old) ? kept.Place?.BoundAt
            : kept.Chain.Count > 0 ? _edges[kept.Buyer.Key].RecordedAt
            : (DateTimeOffset?)null;
        return OrderPlace.Of(_plan, number, boundAt, order.PaidAt, _shop.TimeZone);
    }

    private SnapshotPerson Person(long key, WindowOrder order, Visibility.OfOrder seen)
    {
        var entry = _tiers[key].LastOrDefault(one => one.RecordedAt <= order.PaidAt && seen.Sees(one));
        return new SnapshotPerson(key, _names[key], entry?.Tier, entry?.Seq ?? 0, entry?.Active ?? true);
    }

    private KnownHistory Known(SnapshotPerson person) => new(_tiers[person.Key], person.TierSeq);

    /// <summary>The line with the worth that the version counts, where that is another one.</summary>
    private SnapshotLine Worth(SnapshotLine kept, OrderEarningsOf? worth, int index)
    {
        if (worth is null) return kept;
        var (value, tax) = (worth.Values[index], worth.Taxes[index]);
        // A commissionable value that was cut to what was paid is not known beyond that.
        if (_plan.Basis == PlanContent.PerUnit && kept.Basis == kept.Value && value > kept.Value)
            _assumptions.Add(ValuesAsRecorded);
        return kept with
        {
            Value = value,
            Basis = kept.Basis is { } basis ? Math.Min(basis, value) : null,
            Tax = tax > 0 ? tax : null,
        };
    }

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
