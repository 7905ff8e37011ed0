using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Costs;

/// <summary>Spreads orders' costs over products, movement by movement, in the order of orders and movements.</summary>
/// <param name="settings">The plan versions.</param>
/// <param name="add">Takes each part of the period.</param>
internal sealed class OrderCosts(CommissionSettings settings, Action<CostKey, CostAmounts> add)
{
    private long _orderKey;
    private ProductShares _shares = new(null, []);

    /// <summary>Takes the next movement.</summary>
    public void Take(CostMovement movement)
    {
        if (movement.OrderKey != _orderKey)
        {
            _orderKey = movement.OrderKey;
            _shares = new ProductShares(
                settings.ByKey(movement.PlanKey)?.Content,
                movement.Lines is null ? [] : Json.Read<List<SnapshotLine>>(movement.Lines));
        }
        if (movement.ChangedLeft is { } left)
            _shares.Change(
                left, movement.ChangedLines is null ? null : Json.Read<List<SnapshotLine>>(movement.ChangedLines));

        var of = new CostRule(movement.Rule, movement.Depth, movement.Tier);
        if (movement.Change != 0)
            Add(movement, _shares.Book(movement.AccrualId, of, movement.Change), part => movement.Change > 0
                ? new CostAmounts(part, 0, 0)
                : new CostAmounts(0, -part, 0), movement.Change);
        if (movement.Absorbed != 0)
            Add(movement, _shares.Absorb(movement.AccrualId, of, movement.Absorbed),
                part => new CostAmounts(0, 0, part), movement.Absorbed);
    }

    private void Add(
        CostMovement movement, IReadOnlyDictionary<string, long> parts, Func<long, CostAmounts> amounts, long whole)
    {
        if (!movement.InPeriod) return;
        var key = new CostKey(movement.Kind, movement.Rule, movement.PlanKey, movement.Tier, null);
        foreach (var (product, part) in parts)
            if (part != 0) add(key with { ProductId = product }, amounts(part));
        // An order that has no lines has no products.
        if (whole - parts.Values.Sum() is var rest and not 0) add(key, amounts(rest));
    }
}
