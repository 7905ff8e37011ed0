using System.Globalization;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Simulations;
using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Backtests;

/// <summary>
/// Tells a re-evaluation of tiers what happened in the shop, in the order of recording, while a backtest reads its
/// orders page by page. What concerns people is read when it begins; a refund comes with its order, and waits for its
/// time.
/// </summary>
internal sealed class EventTimeline
{
    private const int BindingsPerPage = 10_000;

    private readonly PriorityQueue<PartnerEvent, (DateTimeOffset, long, PartnerEventKind, long)> _ahead = new();
    private readonly BacktestRow _job;
    private readonly IReadOnlyList<PartnerTier> _tiers;
    private readonly bool _floors;
    private readonly TierSimulation _scratch;
    private readonly Dictionary<string, long> _real;
    private IReadOnlyDictionary<string, long>? _held;

    private EventTimeline(BacktestRow job, IReadOnlyList<PartnerTier> tiers, IReadOnlyCollection<HistoryEntry> history)
    {
        (_job, _tiers, _floors) = (job, tiers, job.ReadContent().HasFloors);
        _scratch = new TierSimulation(tiers, job.PaidFrom, history.Where(entry => entry.RecordedAt < job.PaidFrom));
        _real = history.Where(entry => entry.RecordedAt < job.PaidTo).GroupBy(entry => entry.CustomerKey)
            .Select(person => person.Last().Tier).OfType<string>()
            .GroupBy(tier => tier).ToDictionary(tier => tier.Key, tier => tier.LongCount());
    }

    /// <summary>Reads what concerns people; null for a backtest with tiers as they were.</summary>
    public static async Task<EventTimeline?> Begin(ShopTransaction transaction, BacktestRow job)
    {
        if (job.ReadTiers() is not { } tiers) return null;
        var batch = transaction.Batch();
        var history = batch.Commissions.History(transaction.ShopId);
        var events = batch.Commissions.PartnerEvents(transaction.ShopId);
        await batch.Run(transaction.Cancel);
        var telling = new EventTimeline(job, tiers, history.List);
        foreach (var one in events.List) telling.Await(one.ToHappening());
        for (long after = 0; ;)
        {
            var reads = transaction.Batch();
            var edges = reads.Referrals.Edges(transaction.ShopId, after, BindingsPerPage);
            await reads.Run(transaction.Cancel);
            foreach (var edge in edges.List) telling.Await(Bound(edge));
            if (edges.List.Count < BindingsPerPage) return telling;
            after = edges.List[^1].ChildKey;
        }
    }

    /// <summary>Goes on to the last order of a page, and answers with its orders as they would have been.</summary>
    public List<(BacktestOrder Order, BacktestedOrder Kept)> Tell(
        IReadOnlyList<Sale> sales, IReadOnlyList<BacktestOrder> orders)
    {
        var asked = orders.ToDictionary(one => one.Order.OrderKey);
        var page = sales.Select(sale => new PartnerEvent(
            sale.IsRefund ? PartnerEventKind.Refunded : PartnerEventKind.Sold, sale.CustomerKey, sale.RecordedAt,
            sale.Transaction, sale.OrderKey, Minor: sale.Minor, Word: sale.IsGuest ? PartnerEvent.ByGuest : null))
            .ToList();
        page.ForEach(Await);
        var last = page.Where(one => one.Kind == PartnerEventKind.Sold).Max(one => one.Place);
        var told = new List<(BacktestOrder, BacktestedOrder)>();
        while (_ahead.TryPeek(out var next, out var place) && place.CompareTo(last) <= 0)
        {
            _ahead.Dequeue();
            if (next is { Kind: PartnerEventKind.Sold, OrderKey: { } key } && asked.TryGetValue(key, out var one))
                told.Add(Of(one, next));
            Take(next);
        }
        return told;
    }

    /// <summary>Goes on to the window's end, and counts who holds which tier then, the lowest first.</summary>
    public List<TierHolders> End()
    {
        while (_held is null && _ahead.TryDequeue(out var next, out _)) Take(next);
        var held = _held ?? _scratch.Holders();
        return
        [
            .. _tiers.Select(tier => tier.TierId).Union(_real.Keys.Order(StringComparer.Ordinal)).Select(tier =>
                new TierHolders(tier, held.GetValueOrDefault(tier), _real.GetValueOrDefault(tier))),
        ];
    }

    /// <summary>What was recorded before the window, by a clock that was behind, is left as it was.</summary>
    private (BacktestOrder, BacktestedOrder) Of(BacktestOrder one, PartnerEvent sold)
    {
        var snapshot = sold.At < _job.PaidFrom
            ? one.Snapshot
            : _scratch.Of(one.Snapshot, one.Order.PaidAt, _floors);
        return (one with { Snapshot = snapshot }, BacktestedOrder.Of(one.Order.OrderKey, one.Snapshot, snapshot));
    }

    private void Take(PartnerEvent next)
    {
        if (next.At >= _job.PaidTo) _held ??= _scratch.Holders();
        _scratch.Take(next);
    }

    private void Await(PartnerEvent one) => _ahead.Enqueue(one, one.Place);

    private static PartnerEvent Bound(EdgeRow edge) => new(
        PartnerEventKind.Bound, edge.ChildKey, edge.RecordedAt,
        // Other tables' transactions are known without their epoch.
        (uint)ulong.Parse(edge.TransactionId, CultureInfo.InvariantCulture), edge.OrderKey, edge.ParentKey,
        Word: edge.TransactionId);
}
