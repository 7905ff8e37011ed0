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
    /// <param name="Value">What was paid for the goods; refunds are measured against it.</param>
    /// <param name="RefundedGoods">Goods refunded, by line or as plain amounts.</param>
    public sealed record Result(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, bool PricesIncludeTax,
        Money Value, Money RefundedGoods, IReadOnlyList<Line> Lines, IReadOnlyList<OrderWarning> Warnings,
        Money? Shipping, Money? Tax, IReadOnlyList<Tender>? Tenders, DateTimeOffset? ShippedAt,
        DateTimeOffset? CompletedAt, string? Touchpoint, string? InviteCode);

    /// <summary>A line as it was reported, with what has happened to it.</summary>
    /// <param name="Value">What was paid for it.</param>
    /// <param name="RefundedQuantity">Units returned.</param>
    /// <param name="Refunded">Refunded explicitly on this line.</param>
    /// <param name="ShippedAt">By the line, the order or a later report.</param>
    /// <param name="CompletedAt">By the line, the order or a later report.</param>
    /// <param name="Tax">The tax in what was due for it, where the line said so.</param>
    public sealed record Line(
        string LineId, string ProductId, long Quantity, Money UnitPrice, IReadOnlyList<Discount>? Discounts,
        Money Value, long RefundedQuantity, Money Refunded, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt,
        Money? Tax);

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
            var header = await db.Read(shop.Id, batch =>
            {
                batch.CarryOrder(shop.Id, query.OrderId);
                (var found, lines) = batch.CarriedOrder(shop.Id);
                states = batch.LineStates(shop.Id);
                return found;
            }, cancel);
            return Show(
                shop, header.First ?? throw Refused.NotFound("order", query.OrderId), lines!.List, states!.List);
        }

        private static Result Show(
            Shop shop, OrderContents.OrderHeader header, List<OrderContents.LineRow> lines, List<LineState> states)
        {
            var order = OrderContents.Content(header, lines, shop.Currency);
            return new Result(
                order.OrderId, order.BuyerId, order.PaidAt, header.RecordedAt, order.PricesIncludeTax,
                shop.Money(header.ValueMinor), shop.Money(header.RefundedMinor),
                [.. order.Lines.Select((line, i) => Show(shop, order, line, states[i]))],
                Json.Read<List<OrderWarning>>(header.Warnings), order.Shipping, order.Tax, order.Tenders,
                order.ShippedAt, order.CompletedAt, order.Touchpoint, order.InviteCode);
        }

        private static Line Show(Shop shop, OrderContent order, OrderLine line, LineState state) => new(
            line.LineId, line.ProductId, line.Quantity, line.UnitPrice, line.Discounts, shop.Money(state.ValueMinor),
            state.RefundedUnits, shop.Money(state.RefundedMinor), state.ShippedAt ?? order.ShippedAt,
            state.CompletedAt ?? order.CompletedAt, line.Tax);
    }
}
