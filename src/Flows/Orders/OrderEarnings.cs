using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Flows.Orders;

/// <summary>What an order earns for each person, with the same code for paid and simulated orders. Pure.</summary>
/// <param name="Dues">What the buyer owed for each line.</param>
/// <param name="Values">What commission counts of each line.</param>
/// <param name="Spend">The same, as points, growth and spend count it.</param>
/// <param name="Snapshot">What everything is computed from.</param>
/// <param name="Outcomes">What the engine says.</param>
/// <param name="Maturity">When it completes and matures, or null while that is open.</param>
internal sealed record OrderEarnings(
    long[] Dues, long[] Values, long[] Spend, Snapshot Snapshot, IReadOnlyList<Outcome> Outcomes, Maturity? Maturity)
{
    /// <summary>Computes.</summary>
    public static OrderEarnings Of(OrderContent order, OrderFacts facts, PlanContent? plan, DateTimeOffset recordedAt)
    {
        var (dues, values, taxes) = OrderEarningsOf.Of(order, plan);
        var spend = facts.NetOfTax == (plan is { NetOfTax: true })
            ? values
            : OrderEarningsOf.Of(order, plan, facts.NetOfTax).Values;
        var plain = new Snapshot(
            Person(order.BuyerId, facts.Chain.Of(facts.BuyerKey)), Chain(order, facts, plan),
            [.. order.Lines.Select(
                (line, i) => Line(line, i, values[i], facts.Products.GetValueOrDefault(line.ProductId), plan) with
                {
                    Tax = taxes[i] > 0 ? taxes[i] : null,
                })],
            plan is { HasDates: true } ? order.PaidAt : null,
            Place: OrderPlace.Of(
                plan, facts.Number, facts.Chain.InForce(order.PaidAt, facts.OrderKey).FirstOrDefault()?.BoundAt,
                order.PaidAt, facts.TimeZone));
        var snapshot = Budgets.Reserve(plain, plan, values, facts.Rests);
        var completed = plan is null ? null : Completion.Of(
            order.Lines.Select((line, i) => new Completion.Line(
                line.ShippedAt ?? order.ShippedAt, line.CompletedAt ?? order.CompletedAt, spend[i] > 0)),
            order.PaidAt, plan.AutoCompleteDays, plan.ReportsShipments, order.Pauses);
        return new OrderEarnings(
            dues, values, spend, snapshot, Engine.Evaluate(snapshot, plan, values),
            Maturity.Of(plan, completed, recordedAt, order.Pauses));
    }

    private static List<SnapshotPerson> Chain(OrderContent order, OrderFacts facts, PlanContent? plan)
    {
        var chain = new List<SnapshotPerson>();
        var below = facts.Chain.Of(facts.BuyerKey);
        foreach (var ancestor in facts.Chain.InForce(order.PaidAt, facts.OrderKey)
            .Take(plan?.ChainDepth ?? PlanContent.MinChainDepth))
        {
            var partner = facts.Chain.Of(ancestor.Key);
            chain.Add(Person(ancestor.CustomerId, partner) with { Floors = facts.Floors?.Of(partner, below) });
            below = partner;
        }
        if (chain.Count == 0 && facts.StandIn is { } house)
            chain.Add(Person(house.CustomerId, house.Standing) with { IsHouse = true });
        return chain;
    }

    private static SnapshotPerson Person(string id, PartnerState partner) =>
        new(partner.Key, id, partner.Tier, partner.Seq, partner.Seq == 0 || partner.Active);

    private static SnapshotLine Line(OrderLine line, int index, long value, ProductFacts? product, PlanContent? plan)
    {
        decimal? basis = plan?.Basis == PlanContent.PerUnit
            ? decimal.Min((product?.CommissionableMinor ?? 0) * line.Quantity, value)
            : null;
        return new SnapshotLine(index + 1, value, line.ProductId, basis, product?.Class, product?.Rung,
            plan is { PaysPerUnit: true } ? line.Quantity : null);
    }
}
