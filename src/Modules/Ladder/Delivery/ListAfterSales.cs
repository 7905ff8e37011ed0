using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.Delivery;

/// <summary>Lists an order's after-sale cases, oldest first, in one page because an order has few.</summary>
internal static class ListAfterSales
{
    /// <summary>The order of the cases.</summary>
    public sealed record Query(string OrderId) : IRequest<Result>;

    /// <summary>The cases.</summary>
    public sealed record Result(IReadOnlyList<AfterSale> Data);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{orderId}/after-sales", (
                string orderId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(orderId), cancel))
            .Describe(
                "listAfterSales", "Orders", "List an order's after-sale cases",
                "Lists the open and closed after-sale cases of an order, oldest first, in a single page.")
            .Scope(Scopes.OrdersRead).Problems(OrderProblems.OrderNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var batch = transaction.Batch();
                var order = batch.Ladder.CarryOrder(transaction.ShopId, query.OrderId);
                var cases = batch.Ladder.AfterSales(transaction.ShopId);
                await batch.Run(transaction.Cancel);
                if (order.First is null) throw OrderProblems.OrderNotFound.For(query.OrderId);
                return new Result([.. cases.List.Select(row => row.ToCase())]);
            }, cancel);
    }
}
