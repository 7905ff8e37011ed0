using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Members;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Orders;

/// <summary>Everything that a paid order changes, decided without I/O from what was read.</summary>
internal sealed record OrderDecision(
    NewOrder Order, NewCommission Commission, Journey Journey, (GrantTerms Terms, LotTerms Lot) Grant,
    MemberChange Member,
    List<Volume> Volumes, List<Promotion> Promotions, List<NewHold> Holds, FraudCase? Fraud, string Answer)
{
    /// <summary>Decides.</summary>
    public static OrderDecision Of(
        Shop shop, OrderContent order, OrderInputs inputs, CommissionSettings settings, MemberCatalogue members,
        EventTime eventTime)
    {
        var plan = settings.InForce(order.PaidAt);
        var earnings = OrderEarnings.Of(order, inputs.Facts, plan?.Content, eventTime.RecordedAt);
        var values = earnings.Spend;
        var value = values.Sum();
        var first = inputs.Slot.OrdersBefore == 0;

        var commission = new NewCommission(
            inputs.OrderKey, order.OrderId, inputs.Buyer.Key, plan, earnings.Snapshot, inputs.Slot.Seen,
            earnings.Outcomes, earnings.Maturity, inputs.Chain.Shared.Any());
        var grant = MemberEffect.Grant(order, values, plan?.Content, inputs, members);
        var member = inputs.Member.Add(
            MemberEffect.Granted(order, inputs.OrderKey, grant, eventTime.RecordedAt), members, eventTime.RecordedAt);
        var volumes = inputs.Chain.Volumes(inputs.Buyer.Key, value, first);
        var promotions = inputs.Chain.Promotions(settings.Tiers, inputs.Buyer.Key, order.BuyerId, volumes);
        var warnings = inputs.Warnings(order, eventTime);
        var answer = Json.Write(Answered(
            shop, order, inputs, eventTime, value, warnings, commission, (grant, member), promotions));
        var fraud = settings.Fraud is { } policy
            ? FraudCase.Of(policy, earnings.Outcomes, inputs.Signs, inputs.Returned)
            : null;
        return new OrderDecision(
            new NewOrder(
                inputs.OrderKey, inputs.Buyer.Key, order, earnings.Dues, values, warnings, answer,
                AcquiredBy(order, inputs), inputs.NewProducts(order)),
            commission, Stamps(order, inputs, value, member),
            (grant, MemberEffect.Lot(shop, members, MemberEffect.AtOf(order, eventTime.RecordedAt))), member, volumes,
            promotions,
            [
                .. AccrualStops.On(settings.Stops, earnings.Outcomes, Origin(order, inputs, earnings.Snapshot)),
                .. FraudCase.Holds(fraud, order.OrderId, earnings.Outcomes),
            ], fraud, answer);
    }

    private static OrderOrigin Origin(OrderContent order, OrderInputs inputs, Snapshot snapshot) => new(
        inputs.Touchpoint?.TouchpointId, order.InviteCode,
        [.. snapshot.Lines.Where(line => line.Class is not null).Select(line => line.Class!)]);

    /// <summary>What brings the buyer if this is the buyer's first order.</summary>
    private static string AcquiredBy(OrderContent order, OrderInputs inputs) => SourceClass.OfFirst(
        inputs.Chain.InForce(order.PaidAt, inputs.OrderKey).Any(), inputs.Touchpoint is { Advertising: true });

    private static Journey Stamps(
        OrderContent order, OrderInputs inputs, long value, MemberChange member)
    {
        var rung = Rungs.Highest(order.Lines.Select(line => inputs.Product(line.ProductId)?.RungAt(order.PaidAt)));
        return new Journey(
            inputs.Buyer.Key, order.PaidAt, order.PaidAt, null, member.MemberSince, null, order.PaidAt, 1, value, 0,
            rung);
    }

    private static RecordPaidOrder.Result Answered(
        Shop shop, OrderContent order, OrderInputs inputs, EventTime eventTime, long value, List<OrderWarning> warnings,
        NewCommission commission, (GrantTerms Terms, MemberChange Change) member, List<Promotion> promotions) => new(
        order.OrderId, order.BuyerId, order.PaidAt, eventTime.RecordedAt, shop.Money(value), warnings,
        [.. commission.Outcomes.Where(outcome => outcome.Amount > 0).Select(outcome => new RecordPaidOrder.Accrued(
            outcome.Person.CustomerId, outcome.Rule, outcome.Depth, outcome.Person.Tier!, shop.Money(outcome.Amount)))],
        [.. promotions.Select(p => new RecordPaidOrder.Promoted(p.CustomerId, p.To, p.From))],
        member.Terms.Whole.Points, inputs.BoundTo, member.Change.TierAfter, commission.Maturity?.MaturesAt,
        inputs.Buyer.IsGuest ? order.BuyerId : null,
        inputs.Slot.FirstPaidAt < order.PaidAt ? SourceClass.Repeat : AcquiredBy(order, inputs),
        Payments: PlanStanding.Of(shop, order.PaymentPlan, order.PaidAt, false, []), PaidIn: order.PaidIn,
        Earning: PointsExplanation.Of(member.Terms));
}
