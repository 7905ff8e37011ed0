using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>
/// Gets an order as it was reported and amended, with what has happened to its lines since. A line that an amendment
/// removed has the quantity 0.
/// </summary>
internal static class GetOrder
{
    /// <summary>The order.</summary>
    public sealed record Query(string OrderId) : IRequest<Result>;

    /// <summary>The order as it was reported, when, and what has been refunded.</summary>
    /// <param name="CustomerId">Who bought: the customer, the guest, or who has claimed the guest.</param>
    /// <param name="Due">What the buyer owed for the goods; refunds are measured against it.</param>
    /// <param name="Value">What points, growth and spend count of the goods, before refunds.</param>
    /// <param name="RefundedGoods">Goods refunded in the buyer's money, by line or as plain amounts.</param>
    /// <param name="Left">What is left of the value.</param>
    /// <param name="Touchpoint" example="P4SLT9Q2"/>
    /// <param name="SourceClass">
    /// What brought it: <c>repeat</c> (the buyer had paid before), else <c>referral</c> (the buyer had a referrer),
    /// else <c>advertising</c> (from a touchpoint that is advertising), else <c>organic</c>.
    /// </param>
    /// <param name="Scene" example="privateChat">Where it was placed, as it was reported; absent if unknown.</param>
    /// <param name="Amendments">Changes after payment, by their own times; absent where there are none.</param>
    /// <param name="Payments">How far it is paid; absent where it was paid at once.</param>
    /// <param name="PaidIn">What was paid in another currency, as it was reported; else absent.</param>
    public sealed record Result(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, bool PricesIncludeTax,
        Money Due, Money Value, Money RefundedGoods, Money Left, string SourceClass, IReadOnlyList<Line> Lines,
        IReadOnlyList<OrderWarning> Warnings, Money? Shipping, Money? Tax, IReadOnlyList<Tender>? Tenders,
        DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, string? Touchpoint, string? InviteCode,
        IReadOnlyList<Discount>? Discounts, IReadOnlyList<Fee>? Fees, string? Scene,
        IReadOnlyList<Amendment>? Amendments, PlanStanding? Payments = null, PaidIn? PaidIn = null);

    /// <summary>A change of the order after payment.</summary>
    /// <param name="AmendmentId">The merchant's id.</param>
    /// <param name="AmendedAt">When the order was changed.</param>
    /// <param name="RecordedAt">Since when it counts, by the shop's clock.</param>
    /// <param name="Reason">The merchant's words.</param>
    public sealed record Amendment(
        string AmendmentId, DateTimeOffset AmendedAt, DateTimeOffset RecordedAt, string? Reason);

    /// <summary>A line as it was reported, with what has happened to it.</summary>
    /// <param name="Quantity">Units sold; up to four decimals.</param>
    /// <param name="UnitPrice">Before discounts; absent where the line has a total.</param>
    /// <param name="Due">What the buyer owed for it, with its share of the order's discounts and fees.</param>
    /// <param name="Value">What the plan counts of it, before refunds.</param>
    /// <param name="RefundedQuantity" example="1">Units returned.</param>
    /// <param name="Refunded">Refunded on this line in the buyer's money, without shares of plain amounts.</param>
    /// <param name="ShippedAt">By the line, the order or a later report.</param>
    /// <param name="CompletedAt">By the line, the order or a later report.</param>
    /// <param name="Tax">The tax in what was due for it, where the line said so.</param>
    /// <param name="Total">For the whole line, before discounts; absent where it has a unit price.</param>
    public sealed record Line(
        string LineId, string ProductId, decimal Quantity, Money? UnitPrice, IReadOnlyList<Discount>? Discounts,
        Money Due, Money Value, decimal RefundedQuantity, Money Refunded, DateTimeOffset? ShippedAt,
        DateTimeOffset? CompletedAt, Money? Tax, Money? Total);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{orderId}", (string orderId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(orderId), cancel))
            .Describe(
                "getOrder", "Orders", "Get an order",
                "Returns an order with its amendments applied, the shipments, completions and refunds of its "
                    + "lines, and how far it is paid. A line that an amendment removed is returned with quantity 0.")
            .Scope(Scopes.OrdersRead).Problems(OrderProblems.OrderNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<OrderContents.LineRow>? lines = null;
            PendingRows<LineState>? states = null;
            PendingRows<OrderState>? state = null;
            PendingRows<KeptAmendment>? amendments = null;
            PendingRows<PaymentRow>? payments = null;
            var header = await db.Read(shop.Id, batch =>
            {
                state = batch.Ladder.CarryOrder(shop.Id, query.OrderId);
                (var found, lines) = batch.Ladder.CarriedOrder(shop.Id);
                states = batch.Ladder.LineStates(shop.Id);
                amendments = batch.Ladder.Amendments(shop.Id);
                payments = batch.Ladder.Payments(shop.Id);
                return found;
            }, cancel);
            if (header.First is not { } found) throw OrderProblems.OrderNotFound.For(query.OrderId);
            return Show(
                shop, found, AmendedOrder.Of(found, lines!.List, amendments!.List, shop.Currency), states!.List,
                RefundRules.Sums(state!.First!, states.List)) with
            {
                Payments = PlanStanding.Of(
                    shop, found.PaymentPlan is null ? null : Json.Read<PaymentPlan>(found.PaymentPlan), found.PaidAt,
                    state.First!.IsRefundedWhole, payments!.List),
                Amendments = amendments.List.Count == 0 ? null : [
                    .. amendments.List.OrderBy(one => one.Content.AmendedAt)
                        .ThenBy(one => one.Content.AmendmentId, StringComparer.Ordinal)
                        .Select(one => new Amendment(
                            one.Content.AmendmentId, one.Content.AmendedAt, one.RecordedAt, one.Content.Reason)),
                ],
            };
        }

        private static Result Show(
            Shop shop, OrderContents.OrderHeader header, AmendedOrder amended, List<LineState> states, RefundSums sums)
        {
            var order = amended.Content;
            return new(
                order.OrderId, order.BuyerId, order.PaidAt, header.RecordedAt, order.PricesIncludeTax,
                shop.Money(header.DueMinor), shop.Money(header.ValueMinor), shop.Money(header.RefundedDueMinor),
                shop.Money(header.ValueMinor - header.RefundedMinor), header.SourceClass,
                [.. amended.Lines.Select((line, i) => Show(shop, order, line!, states[i], sums.RefundedOf(i)))],
                Json.Read<List<OrderWarning>>(header.Warnings), order.Shipping, order.Tax, order.Tenders,
                order.ShippedAt, order.CompletedAt, order.Touchpoint, order.InviteCode, order.Discounts, order.Fees,
                order.Scene, null, PaidIn: order.PaidIn);
        }

        private static Line Show(Shop shop, OrderContent order, OrderLine line, LineState state, long refunded) => new(
            line.LineId, line.ProductId, line.Quantity, line.UnitPrice, line.Discounts, shop.Money(state.DueMinor),
            shop.Money(state.ValueMinor), state.RefundedUnits, shop.Money(refunded),
            state.ShippedAt ?? order.ShippedAt, state.CompletedAt ?? order.CompletedAt, line.Tax, line.Total);
    }
}
