using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// What an order, a refund or an amendment does to the buyer's membership. Pure; what it needs was read before.
/// </summary>
/// <param name="Before">The row before it.</param>
/// <param name="Change">What changes.</param>
/// <param name="ValueLeftMinor">What is left of the value on which the order earns.</param>
/// <param name="Lots">The lots that points are taken from or given back to.</param>
/// <param name="Amends">The terms on which an amended order earns; null for anything else.</param>
/// <param name="Doubts">Whether the points of later orders have to be judged again.</param>
internal sealed record MemberEffect(
    MemberRow Before, MemberChange Change, long ValueLeftMinor, OrderLots Lots, AmendedGrant? Amends = null,
    bool Doubts = false)
{
    /// <summary>When an order takes effect for its buyer: at payment, at the latest when it was recorded.</summary>
    public static DateTimeOffset AtOf(OrderContent order, DateTimeOffset recordedAt) =>
        order.PaidAt < recordedAt ? order.PaidAt : recordedAt;

    /// <summary>What an order grants, by the settings in force when it was paid.</summary>
    /// <param name="order">The order.</param>
    /// <param name="values">What was paid for each line, as spend counts it.</param>
    /// <param name="plan">The version that says which tenders and discounts count.</param>
    /// <param name="inputs">What is known of the products, and whether spend counts without included tax.</param>
    /// <param name="members">The shop's settings.</param>
    public static GrantTerms Grant(
        OrderContent order, IReadOnlyList<long> values, PlanContent? plan, OrderInputs inputs,
        MemberCatalogue members)
    {
        IReadOnlyList<long> earning = members.RatesAt(order.PaidAt).Terms?.GiftCards is { } cards
            ? OrderEarningsOf.Of(
                order, plan, inputs.Facts.NetOfTax, cards.NotEarning(OrderEarningsOf.TendersNotCounted(plan))).Values
            : values;
        var terms = GrantTerms.Of(
            members,
            [
                .. order.Lines.Select((line, i) => new PaidLine(
                    line.ProductId, Quantity.Whole(line.Quantity), values[i], inputs.Product(line.ProductId)?.Class,
                    inputs.Product(line.ProductId)?.Rung, earning[i])),
            ], order.PaidAt);
        return inputs.Member.Earning?.Judge(terms) ?? terms;
    }

    /// <summary>From when to when points are valid that were earned at a time.</summary>
    public static LotTerms Lot(Shop shop, MemberCatalogue members, DateTimeOffset at) =>
        LotTerms.Of(members.RatesAt(at).Terms?.Points, at, shop.TimeZone);

    /// <summary>A new order with what it is granted.</summary>
    public static PastOrder Granted(
        OrderContent order, long orderKey, GrantTerms grant, DateTimeOffset recordedAt) => new(
        orderKey, order.OrderId, AtOf(order, recordedAt), grant.Whole.Points, grant.Whole.Growth, grant.Gives, [],
        grant.Whole.SpendMinor);

    /// <summary>What a refund, or the cancellation of one, changes; null for a buyer who is no member row.</summary>
    public static MemberEffect? Of(
        Shop shop, RefundInputs inputs, RefundStep step, MemberCatalogue members, DateTimeOffset recordedAt)
    {
        var (refund, effect) = (step.Refund, step.Effect);
        if (inputs.Member is not { } row) return null;
        if (step.Amends is { } amended) return Of(shop, inputs, row, step, amended, members, recordedAt);
        var order = inputs.Order!;
        var lots = new OrderLots(inputs.Lots, Lot(shop, members, order.PaidAt));
        PurchaseLine[] lines =
        [
            .. inputs.Lines.Select(line =>
                new PurchaseLine(
                    order.OrderKey, line.LineNo, "", line.Quantity, line.DueMinor, line.ValueMinor)),
        ];
        var left = Left(effect);
        var (stands, valueLeft) = inputs.Grant is { } grant
            ? (grant.Terms.After(left), grant.Terms.ValueAfter(left))
            : (default, 0);
        var change = new MembershipStanding(
            stands.Points - (inputs.Grant?.PointsLeft ?? 0), stands.Growth - (inputs.Grant?.GrowthLeft ?? 0));
        if (inputs.Past is not { } past)
        {
            var at = Rests.AtOf(refund.RefundedAt, recordedAt, order.PaidAt);
            return new MemberEffect(row, MemberRules.Refund(row, change, at), valueLeft, lots);
        }
        var after = step.Cancels is not null
            ? past.Without(order.CustomerKey, refund.RefundId)
            : past.With(order.CustomerKey, lines, new PurchaseRefund(
                order.OrderKey, refund.RefundId, refund.RefundedAt, recordedAt, effect.Plain,
                [.. inputs.Lines.Select(line => line.LineNo)], [.. effect.Lines.Select(line => line.Units)],
                [.. effect.Lines.Select(line => line.Unpriced)], [.. effect.Lines.Select(line => line.Amount)]));
        var recomputed = MemberRules.Recompute(row, past.Of(order.CustomerKey), after, members, recordedAt);
        return new MemberEffect(
            row, recomputed with { Points = change.Points, Growth = change.Growth }, valueLeft, lots,
            Doubts: IsDoubted(inputs, members));
    }

    /// <summary>Adds what a refund or an amendment changes to a batch.</summary>
    public void Write(SqlBatch batch, PostingContext posting, long customerKey)
    {
        if (Amends is { } grant)
        {
            batch.Membership.Amend(posting, customerKey, grant.OrderId, grant.Terms.Count, grant.Terms);
            batch.Membership.Give(
                posting, customerKey, [.. grant.Gives.Select(giving => (posting.OrderKey!.Value, giving))]);
        }
        batch.Membership.TakeBack(posting, customerKey, Before, ValueLeftMinor, Change, Lots);
        batch.Membership.LookAtMemberships(posting, customerKey);
        if (Doubts) batch.Membership.DoubtPoints(posting.ShopId, customerKey);
        if (Change.Recomputed) batch.Ladder.StampMember(posting.ShopId, customerKey, Change.MemberSince);
    }

    private static MemberEffect Of(
        Shop shop, RefundInputs inputs, MemberRow row, RefundStep step, OrderAmendmentOutcome amended,
        MemberCatalogue members, DateTimeOffset recordedAt)
    {
        var order = inputs.Order!;
        var lots = new OrderLots(inputs.Lots, Lot(shop, members, order.PaidAt));
        var left = Left(step.Effect);
        var terms = amended.Terms(members).ConvertAll(one => inputs.Grant?.Judged(one) ?? one);
        var stands = terms[^1].After(left);
        var change = new MembershipStanding(
            stands.Points - (inputs.Grant?.PointsLeft ?? 0), stands.Growth - (inputs.Grant?.GrowthLeft ?? 0));
        var valueLeft = terms[^1].ValueAfter(left);
        if (inputs.Past is not { } past)
            return new MemberEffect(
                row, MemberRules.Refund(row, change, Rests.AtOf(step.Refund.RefundedAt, recordedAt, order.PaidAt)),
                valueLeft, lots, new AmendedGrant(order.OrderId, terms, []));
        List<Giving> gives = [.. amended.Gives(members, past.Given(order.OrderKey))];
        var after = past.With(order.CustomerKey, order.OrderKey, amended, terms, gives);
        var recomputed = MemberRules.Recompute(row, past.Of(order.CustomerKey), after, members, recordedAt);
        return new MemberEffect(
            row, recomputed with { Points = change.Points, Growth = change.Growth }, valueLeft, lots,
            new AmendedGrant(order.OrderId, terms, gives), IsDoubted(inputs, members));
    }

    /// <summary>Whether orders were paid after this one, whose buyer may have had another tier then.</summary>
    private static bool IsDoubted(RefundInputs inputs, MemberCatalogue members) => members.AsksHistory
        && inputs.Past!.Of(inputs.Order!.CustomerKey).Exists(other => other.At > inputs.Order.PaidAt);

    private static LineLeft[] Left(RefundEffect effect) =>
        MemberInputs.Left(Rests.Of(effect.After, [.. Enumerable.Range(1, effect.After.Lines.Count)]));
}

/// <summary>What an amended order earns from now on.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Terms">The terms after each of its amendments, by their own times.</param>
/// <param name="Gives">Tiers that added lines give.</param>
internal sealed record AmendedGrant(
    string OrderId, IReadOnlyList<GrantTerms> Terms, IReadOnlyCollection<Giving> Gives);
