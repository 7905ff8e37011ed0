using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>What an order or a refund does to the buyer's membership. Pure; what it needs was read before.</summary>
/// <param name="Before">The row before it.</param>
/// <param name="Change">What changes.</param>
/// <param name="ValueLeftMinor">What is left of the value on which the order earns.</param>
internal sealed record MemberEffect(MemberRow Before, MemberChange Change, long ValueLeftMinor)
{
    /// <summary>When an order takes effect for its buyer: when it was paid, and not before it was heard of.</summary>
    public static DateTimeOffset AtOf(OrderContent order, DateTimeOffset recordedAt) =>
        order.PaidAt < recordedAt ? order.PaidAt : recordedAt;

    /// <summary>What an order grants, by the settings in force when it was paid.</summary>
    /// <param name="order">The order.</param>
    /// <param name="values">What was paid for each line, as spend counts it.</param>
    /// <param name="plan">The version that says which tenders and discounts count.</param>
    /// <param name="reading">What is known of the products, and whether spend counts without included tax.</param>
    /// <param name="members">The shop's settings.</param>
    public static GrantTerms Grant(
        OrderContent order, IReadOnlyList<long> values, PlanContent? plan, OrderReading reading,
        MemberCatalogue members)
    {
        IReadOnlyList<long> earning = members.RatesAt(order.PaidAt).Terms?.GiftCards is { } cards
            ? OrderWorth.Of(
                order, plan, reading.Facts.NetOfTax, cards.NotEarning(OrderWorth.TendersNotCounted(plan))).Values
            : values;
        return GrantTerms.Of(
            members,
            [
                .. order.Lines.Select((line, i) => new PaidLine(
                    line.ProductId, Quantity.Whole(line.Quantity), values[i], reading.Product(line.ProductId)?.Class,
                    reading.Product(line.ProductId)?.Rung, earning[i])),
            ], order.PaidAt);
    }

    /// <summary>A new order with what it is granted.</summary>
    public static PastOrder Granted(
        OrderContent order, long orderKey, GrantTerms grant, DateTimeOffset recordedAt) => new(
        orderKey, order.OrderId, AtOf(order, recordedAt), grant.Whole.Points, grant.Whole.Growth, grant.Gives, []);

    /// <summary>What a refund, or the cancellation of one, changes; null for a buyer who is no member row.</summary>
    public static MemberEffect? Of(
        RefundReading reading, RefundStep step, MemberCatalogue members, DateTimeOffset recordedAt)
    {
        var (refund, effect) = (step.Refund, step.Effect);
        if (reading.Member is not { } row) return null;
        var order = reading.Order!;
        PurchaseLine[] lines =
        [
            .. reading.Lines.Select(line =>
                new PurchaseLine(
                    order.OrderKey, line.LineNo, "", line.Quantity, line.DueMinor, line.ValueMinor)),
        ];
        var left = Left(reading.Lines, effect);
        var (stands, valueLeft) = reading.Grant is { } grant
            ? (grant.Terms.After(left), grant.Terms.ValueAfter(left))
            : (default, 0);
        var change = new Stands(
            stands.Points - (reading.Grant?.PointsLeft ?? 0), stands.Growth - (reading.Grant?.GrowthLeft ?? 0));
        if (reading.Past is not { } past)
        {
            var at = Rests.AtOf(refund.RefundedAt, recordedAt, order.PaidAt);
            return new MemberEffect(row, MemberRules.Refund(row, change, at), valueLeft);
        }
        var after = step.Cancels is not null
            ? past.Without(order.CustomerKey, refund.RefundId)
            : past.With(order.CustomerKey, lines, new PurchaseRefund(
                order.OrderKey, refund.RefundId, refund.RefundedAt, recordedAt, effect.Plain,
                [.. reading.Lines.Select(line => line.LineNo)], [.. effect.Lines.Select(line => line.Units)],
                [.. effect.Lines.Select(line => line.Unpriced)], [.. effect.Lines.Select(line => line.Amount)]));
        var recomputed = MemberRules.Recompute(row, past.Of(order.CustomerKey), after, members, recordedAt);
        return new MemberEffect(
            row, recomputed with { Points = change.Points, Growth = change.Growth }, valueLeft);
    }

    /// <summary>Adds what a refund changes to a batch.</summary>
    public void Write(Batch batch, Occasion when, long customerKey)
    {
        batch.TakeBack(when, customerKey, Before, ValueLeftMinor, Change);
        if (Change.Recomputed) batch.StampMember(when.ShopId, customerKey, Change.MemberSince);
    }

    private static LineLeft[] Left(IReadOnlyList<LineState> lines, RefundEffect effect) =>
        MemberReading.Left(Rests.Of(effect.After, [.. lines.Select(line => line.LineNo)]));
}
