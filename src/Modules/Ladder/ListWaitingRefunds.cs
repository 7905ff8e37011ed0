using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Ladder;

/// <summary>
/// Lists refunds without effect, oldest first: those that came before their order (`waiting`), and those that do not
/// fit it (`refused`), whether they came before or after it. A person attaches, books or dismisses each. Dismissed ones
/// are shown when asked for.
/// </summary>
public static class ListWaitingRefunds
{
    /// <summary>Waiting, refused or both; or dismissed; and which page of them.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A refund without effect.</summary>
    /// <param name="Status"><c>waiting</c>, <c>refused</c> or <c>dismissed</c>.</param>
    /// <param name="AgeSeconds">How long ago it was reported, by the shop's clock.</param>
    /// <param name="Refusal">Why it does not fit: `exceedsPaid`, `unitsExceedSold` or `lineUnknown`.</param>
    public sealed record Item(
        string RefundId, string OrderId, DateTimeOffset RefundedAt, DateTimeOffset RecordedAt, string Status,
        long AgeSeconds, string? Refusal);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/waiting-refunds", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe("listWaitingRefunds", "Orders", "List refunds that came before their order")
            .Scope(Scopes.LadderRead).Refuses(422);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            Paging.Filter(
                "status", query.Status,
                RefundStatements.Waiting, RefundStatements.RefusedLate, RefundStatements.Dismissed);
            Rows<ShopState>? state = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.Rows<Row>(Sql, new { shop = shop.Id, query.Status, after, limit = limit + 1 });
            }, cancel);
            var now = state!.First!.Now(shop, time);
            return Paging.Of(rows.List, limit, row => row.RefundKey).Select(row => row.ToItem(now));
        }
    }

    private sealed record Row(
        long RefundKey, string RefundId, string OrderId, DateTimeOffset RefundedAt, DateTimeOffset RecordedAt,
        string Status, string? Refusal)
    {
        public Item ToItem(DateTimeOffset now) => new(
            RefundId, OrderId, RefundedAt, RecordedAt, Status, (now - RecordedAt).Ticks / TimeSpan.TicksPerSecond,
            Refusal);
    }

    private const string Sql = """
        select refund_key, refund_id, order_id, refunded_at, recorded_at, status, refusal from refunds
        where shop_id = @shop and status <> 'applied' and refund_key > @after
            and (status = @status or (@status is null and status <> 'dismissed'))
        order by refund_key limit @limit
        """;
}
