using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Costs;

/// <summary>
/// Counts what commissions cost in a closed period. By product each commission is allocated to its rule's lines by
/// largest remainder.
/// </summary>
/// <param name="shop">The shop.</param>
/// <param name="settings">The plan versions.</param>
public sealed class CostReport(Shop shop, CommissionSettings settings)
{
    /// <summary>The costs of no period.</summary>
    public static CostBreakdown Empty(Shop shop) => new([], Sums(shop, CostAmounts.Zero));

    /// <summary>The costs of a period by these dimensions, in a snapshot.</summary>
    public async Task<CostBreakdown> Of(ShopTransaction transaction, LedgerPeriod period, IReadOnlyList<string> by)
    {
        var sums = new Dictionary<CostKey, CostAmounts>();
        void Add(CostKey key, CostAmounts amounts) =>
            sums[key.Of(by)] = sums.GetValueOrDefault(key.Of(by), CostAmounts.Zero) + amounts;
        if (by.Contains(CostDimension.Product)) await ByProduct(transaction, period, Add);
        else await Whole(transaction, period, Add);
        return new CostBreakdown(
            [.. sums.Where(one => one.Value != CostAmounts.Zero).Select(one => Line(one.Key, one.Value, by))
                .OrderBy(line => line.Kind, StringComparer.Ordinal)
                .ThenBy(line => line.Rule, StringComparer.Ordinal)
                .ThenBy(line => line.PlanId, StringComparer.Ordinal)
                .ThenBy(line => line.Tier, StringComparer.Ordinal)
                .ThenBy(line => line.ProductId, StringComparer.Ordinal)],
            Sums(shop, sums.Values.Aggregate(CostAmounts.Zero, (sum, one) => sum + one)));
    }

    private async Task Whole(ShopTransaction transaction, LedgerPeriod period, Action<CostKey, CostAmounts> add)
    {
        var reads = transaction.Batch();
        reads.JoinWholeTables();
        var rows = reads.Commissions.Costs(shop, period);
        await reads.Run(transaction.Cancel);
        foreach (var row in rows.List) add(row.Key, row.Amounts);
    }

    private async Task ByProduct(ShopTransaction transaction, LedgerPeriod period, Action<CostKey, CostAmounts> add)
    {
        var reads = transaction.Batch();
        reads.JoinWholeTables();
        var others = reads.Commissions.CostsWithoutOrder(shop, period);
        reads.Commissions.OpenOrderCosts(shop, period);
        await reads.Run(transaction.Cancel);
        foreach (var row in others.List) add(row.Key, row.Amounts);

        var orders = new OrderCosts(settings, add);
        for (var more = true; more;)
        {
            var fetching = transaction.Batch();
            var part = fetching.Fetch<CostMovement>();
            await fetching.Run(transaction.Cancel);
            foreach (var movement in part.List) orders.Take(movement);
            more = part.List.Count == SqlBatch.PartSize;
        }
    }

    private CostLine Line(CostKey key, CostAmounts amounts, IReadOnlyList<string> by)
    {
        string? Shown(string dimension, string? value) =>
            by.Contains(dimension) ? value ?? CostDimension.None : null;
        return new CostLine(
            Shown(CostDimension.Kind, key.Kind), Shown(CostDimension.Rule, key.Rule),
            Shown(CostDimension.Plan, key.PlanKey is { } plan ? PublicId.Of(PlanVersion.Prefix, plan) : null),
            Shown(CostDimension.Tier, key.Tier), Shown(CostDimension.Product, key.ProductId), Sums(shop, amounts));
    }

    private static CostSums Sums(Shop shop, CostAmounts amounts) => new(
        shop.Money(amounts.Accrued), shop.Money(amounts.Reversed),
        shop.Money(amounts.Accrued - amounts.Reversed), shop.Money(amounts.Absorbed));
}
