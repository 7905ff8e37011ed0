using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>Everything that a paid order changes, decided without I/O from what was read.</summary>
internal sealed record OrderDecision(
    NewOrder Order, NewCommission Commission, Journey Journey, GrantTerms Grant, MemberChange Member,
    List<Volume> Volumes, List<Promotion> Promotions, List<NewHold> Holds, FraudCase? Fraud, string Answer)
{
    /// <summary>Decides.</summary>
    public static OrderDecision Of(
        Shop shop, OrderContent order, OrderReading reading, CommissionSettings settings, MemberCatalogue members,
        Hearing hearing)
    {
        var plan = settings.InForce(order.PaidAt);
        var earnings = OrderEarnings.Of(order, reading.Facts, plan?.Content, hearing.RecordedAt);
        var values = earnings.Spend;
        var value = values.Sum();
        var first = reading.Slot.OrdersBefore == 0;

        var commission = new NewCommission(
            reading.OrderKey, order.OrderId, reading.Buyer.Key, plan, earnings.Snapshot, reading.Slot.Seen,
            earnings.Outcomes, earnings.Maturity, reading.Chain.Shared.Any());
        var grant = MemberEffect.Grant(order, values, plan?.Content, reading, members);
        var member = reading.Member.Add(
            MemberEffect.Granted(order, reading.OrderKey, grant, hearing.RecordedAt), members, hearing.RecordedAt);
        var volumes = reading.Chain.Volumes(reading.Buyer.Key, value, first);
        var promotions = reading.Chain.Promotions(settings.Tiers, reading.Buyer.Key, order.BuyerId, volumes);
        var warnings = reading.Warnings(order, hearing);
        var answer = Json.Write(
            Answered(shop, order, reading, hearing, value, warnings, commission, member, promotions));
        var fraud = settings.Fraud is { } policy
            ? FraudCase.Of(policy, earnings.Outcomes, reading.Signs, reading.Returned)
            : null;
        return new OrderDecision(
            new NewOrder(
                reading.OrderKey, reading.Buyer.Key, order, earnings.Dues, values, warnings, answer,
                reading.NewProducts(order)),
            commission, Stamps(order, reading, value, member), grant, member, volumes, promotions,
            [
                .. Brakes.On(settings.Brakes, earnings.Outcomes, Origin(order, reading, earnings.Snapshot)),
                .. FraudCase.Holds(fraud, order.OrderId, earnings.Outcomes),
            ], fraud, answer);
    }

    private static OrderOrigin Origin(OrderContent order, OrderReading reading, Snapshot snapshot) => new(
        reading.Touchpoint?.TouchpointId, order.InviteCode,
        [.. snapshot.Lines.Where(line => line.Class is not null).Select(line => line.Class!)]);

    private static Journey Stamps(
        OrderContent order, OrderReading reading, long value, MemberChange member)
    {
        var rung = Rungs.Highest(order.Lines.Select(line => reading.Product(line.ProductId)?.RungAt(order.PaidAt)));
        return new Journey(
            reading.Buyer.Key, order.PaidAt, order.PaidAt, null, member.MemberSince, null, order.PaidAt, 1, value, 0,
            rung);
    }

    private static SettlePaidOrder.Result Answered(
        Shop shop, OrderContent order, OrderReading reading, Hearing hearing, long value, List<OrderWarning> warnings,
        NewCommission commission, MemberChange member, List<Promotion> promotions) => new(
        order.OrderId, order.BuyerId, order.PaidAt, hearing.RecordedAt, shop.Money(value), warnings,
        [.. commission.Outcomes.Where(outcome => outcome.Amount > 0).Select(outcome => new SettlePaidOrder.Accrued(
            outcome.Person.CustomerId, outcome.Rule, outcome.Depth, outcome.Person.Tier!, shop.Money(outcome.Amount)))],
        [.. promotions.Select(p => new SettlePaidOrder.Promoted(p.CustomerId, p.To, p.From))],
        member.Points, reading.BoundTo, member.TierAfter, commission.Maturity?.MaturesAt,
        reading.Buyer.IsGuest ? order.BuyerId : null);
}
