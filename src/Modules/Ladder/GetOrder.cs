using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Ladder;

/// <summary>Shows an order as it was reported, with what has happened to its lines since.</summary>
public static class GetOrder
{
    /// <summary>Which order.</summary>
    public sealed record Query(string OrderId) : IRequest<Result>;

    /// <summary>The order as it was reported, when, and what has been refunded.</summary>
    /// <param name="CustomerId">Who bought: the customer, the guest, or who has claimed the guest.</param>
    /// <param name="Due">What the buyer owed for the goods; refunds are measured against it.</param>
    /// <param name="Value">What points, growth and spend count of the goods, before refunds.</param>
    /// <param name="RefundedGoods">Goods refunded in the buyer's money, by line or as plain amounts.</param>
    /// <param name="Left">What is left of the value.</param>
    public sealed record Result(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, bool PricesIncludeTax,
        Money Due, Money Value, Money RefundedGoods, Money Left, IReadOnlyList<Line> Lines,
        IReadOnlyList<OrderWarning> Warnings, Money? Shipping, Money? Tax, IReadOnlyList<Tender>? Tenders,
        DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, string? Touchpoint, string? InviteCode,
        IReadOnlyList<Discount>? Discounts, IReadOnlyList<Fee>? Fees);

    /// <summary>A line as it was reported, with what has happened to it.</summary>
    /// <param name="Quantity">Units sold; up to four decimals.</param>
    /// <param name="UnitPrice">Before discounts; absent where the line has a total.</param>
    /// <param name="Due">What the buyer owed for it, with its share of the order's discounts and fees.</param>
    /// <param name="Value">What the plan counts of it, before refunds.</param>
    /// <param name="RefundedQuantity">Units returned.</param>
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
            .Describe("getOrder", "Orders", "Show an order").Scope(Scopes.LadderRead).Refuses(404);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            Rows<OrderContents.LineRow>? lines = null;
            Rows<LineState>? states = null;
            Rows<OrderState>? state = null;
            var header = await db.Read(shop.Id, batch =>
            {
                state = batch.CarryOrder(shop.Id, query.OrderId);
                (var found, lines) = batch.CarriedOrder(shop.Id);
                states = batch.LineStates(shop.Id);
                return found;
            }, cancel);
            if (header.First is not { } found) throw Refused.NotFound("order", query.OrderId);
            return Show(
                shop, found, OrderContents.Content(found, lines!.List, shop.Currency), states!.List,
                RefundRules.Sums(state!.First!, states.List));
        }

        private static Result Show(
            Shop shop, OrderContents.OrderHeader header, OrderContent order, List<LineState> states, RefundSums sums) =>
            new(
                order.OrderId, order.BuyerId, order.PaidAt, header.RecordedAt, order.PricesIncludeTax,
                shop.Money(header.DueMinor), shop.Money(header.ValueMinor), shop.Money(header.RefundedDueMinor),
                shop.Money(header.ValueMinor - header.RefundedMinor),
                [.. order.Lines.Select((line, i) => Show(shop, order, line, states[i], sums.RefundedOf(i)))],
                Json.Read<List<OrderWarning>>(header.Warnings), order.Shipping, order.Tax, order.Tenders,
                order.ShippedAt, order.CompletedAt, order.Touchpoint, order.InviteCode, order.Discounts, order.Fees);

        private static Line Show(Shop shop, OrderContent order, OrderLine line, LineState state, long refunded) => new(
            line.LineId, line.ProductId, line.Quantity, line.UnitPrice, line.Discounts, shop.Money(state.DueMinor),
            shop.Money(state.ValueMinor), state.RefundedUnits, shop.Money(refunded),
            state.ShippedAt ?? order.ShippedAt, state.CompletedAt ?? order.CompletedAt, line.Tax, line.Total);
    }
}
