using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Backtests;

/// <summary>Orders as a version computes them.</summary>
/// <param name="Orders">With snapshots that hold what it reads.</param>
/// <param name="Assumptions">What could not be known any more.</param>
internal sealed record BacktestInputs(IReadOnlyList<BacktestOrder> Orders, IReadOnlyCollection<string> Assumptions)
{
    /// <summary>Reads what is left of the orders, and what their snapshots lack.</summary>
    public static async Task<BacktestInputs> Read(
        ShopTransaction transaction, Shop shop, PlanContent plan, CommissionSettings settings,
        IReadOnlyList<WindowOrder> orders)
    {
        if (orders.Count == 0) return new BacktestInputs([], []);
        var batch = transaction.Batch();
        var sums = batch.Ladder.OrderSums(transaction.ShopId, [.. orders.Select(order => order.OrderKey)]);
        await batch.Run(transaction.Cancel);
        var sumsOf = sums.List.ToDictionary(order => order.OrderKey);
        var kept = orders.Select(order => (Order: order, Kept: order.ReadSnapshot())).ToList();
        var full = await FullSnapshots.Read(transaction, shop, plan, settings, kept);
        var read = kept.Select(one => Of(one.Order, one.Kept, full.Of(one.Order, one.Kept))).ToList();
        return new BacktestInputs(read, full.Assumptions);

        BacktestOrder Of(WindowOrder order, Snapshot old, Snapshot snapshot)
        {
            var sums = sumsOf[order.OrderKey];
            return new BacktestOrder(order, old, snapshot, sums.LeftOf(snapshot.Values), sums.LeftOf(old.Values));
        }
    }
}
