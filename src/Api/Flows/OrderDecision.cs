using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>Everything that a paid order changes, decided without I/O from what was read.</summary>
internal sealed record OrderDecision(
    NewOrder Order, NewCommission Commission, Journey Journey, MemberChange Member, List<Volume> Volumes,
    List<Promotion> Promotions, string Answer)
{
    /// <summary>Decides.</summary>
    public static OrderDecision Of(
        Shop shop, OrderContent order, OrderReading reading, CommissionSettings settings, MemberCatalogue members,
        Hearing hearing)
    {
        var plan = settings.InForce(order.PaidAt);
        var values = LineValues.Of(
            order, plan?.Content.TendersNotCounted ?? PlanContent.DefaultTendersNotCounted,
            plan?.Content.DiscountsCounted ?? PlanContent.DefaultDiscountsCounted);
        var value = values.Sum();
        var first = reading.Journey is not { Orders: > 0 };

        var commission = Compute(order, reading, plan, values, hearing.RecordedAt);
        var member = MemberRules.Earn(
            reading.Member, members,
            [.. order.Lines.Select((line, i) => new PaidLine(line.ProductId, line.Quantity, values[i]))],
            hearing.RecordedAt);
        var volumes = reading.Chain.Volumes(reading.Buyer.Key, value, first);
        var promotions = reading.Chain.Promotions(settings.Tiers, reading.Buyer.Key, order.CustomerId, volumes);
        var warnings = reading.Warnings(order, hearing.Skewed);
        var answer = Json.Write(
            Answered(shop, order, reading, hearing, value, warnings, commission, member, promotions));
        return new OrderDecision(
            new NewOrder(
                reading.OrderKey, reading.Buyer.Key, order, values, warnings, answer, reading.NewProducts(order)),
            commission, Stamps(order, reading, value, member), member, volumes, promotions, answer);
    }

    private static NewCommission Compute(
        OrderContent order, OrderReading reading, Plan? plan, long[] values, DateTimeOffset recordedAt)
    {
        var snapshot = new Snapshot(
            Person(order.CustomerId, reading.Chain.Of(reading.Buyer.Key)), Chain(order, reading, plan?.Content),
            [.. order.Lines.Select(
                (line, i) => Line(line, i, values[i], reading.Product(line.ProductId), plan?.Content))]);
        var completed = plan is null ? null : Completion.Of(
            order.Lines.Select((line, i) => new Completion.Line(
                line.ShippedAt ?? order.ShippedAt, line.CompletedAt ?? order.CompletedAt, values[i] > 0)),
            order.PaidAt, plan.Content.AutoCompleteDays, plan.Content.ReportsShipments);
        return new NewCommission(
            reading.OrderKey, order.OrderId, reading.Buyer.Key, plan, snapshot, reading.Slot.Seen,
            Engine.Evaluate(snapshot, plan?.Content, values), Maturity.Of(plan?.Content, completed, recordedAt));
    }

    private static List<SnapshotPerson> Chain(OrderContent order, OrderReading reading, PlanContent? plan)
    {
        var chain = new List<SnapshotPerson>();
        var below = reading.Chain.Of(reading.Buyer.Key);
        foreach (var ancestor in reading.Chain.InForce(order.PaidAt, reading.OrderKey)
            .Take(plan?.ChainDepth ?? PlanContent.MinChainDepth))
        {
            var standing = reading.Chain.Of(ancestor.Key);
            chain.Add(Person(ancestor.CustomerId, standing) with { Floors = reading.Floors?.Of(standing, below) });
            below = standing;
        }
        return chain;
    }

    private static SnapshotPerson Person(string id, Standing standing) =>
        new(standing.Key, id, standing.Tier, standing.Seq, standing.Seq == 0 || standing.Active);

    private static SnapshotLine Line(OrderLine line, int index, long value, ProductFacts? product, PlanContent? plan)
    {
        long? basis = plan?.Basis == PlanContent.PerUnit
            ? Math.Min((product?.CommissionableMinor ?? 0) * line.Quantity, value)
            : null;
        return new SnapshotLine(index + 1, value, line.ProductId, basis, product?.Class, product?.Rung,
            plan is { PaysPerUnit: true } ? line.Quantity : null);
    }

    private static Journey Stamps(
        OrderContent order, OrderReading reading, long value, MemberChange member)
    {
        var rung = Rungs.Highest(order.Lines.Select(line => reading.Product(line.ProductId)?.Rung)
            .Append(reading.Journey?.TopRung));
        return new Journey(
            reading.Buyer.Key, order.PaidAt, order.PaidAt, null, member.TierAfter is null ? null : order.PaidAt, null,
            order.PaidAt, 1, value, 0, rung);
    }

    private static SettlePaidOrder.Result Answered(
        Shop shop, OrderContent order, OrderReading reading, Hearing hearing, long value, List<OrderWarning> warnings,
        NewCommission commission, MemberChange member, List<Promotion> promotions) => new(
        order.OrderId, order.CustomerId, order.PaidAt, hearing.RecordedAt, shop.Money(value), warnings,
        [.. commission.Outcomes.Where(outcome => outcome.Amount > 0).Select(outcome => new SettlePaidOrder.Accrued(
            outcome.Person.CustomerId, outcome.Rule, outcome.Depth, outcome.Person.Tier!, shop.Money(outcome.Amount)))],
        [.. promotions.Select(p => new SettlePaidOrder.Promoted(p.CustomerId, p.To, p.From))],
        member.Points, reading.BoundTo, member.TierAfter, commission.Maturity?.MaturesAt);
}
