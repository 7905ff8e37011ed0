namespace SocialCommerce.Membership.PointLots;

/// <summary>Lists a customer's lots of points of which anything is left.</summary>
internal static class ListPointLots
{
    private const string Prefix = "lot";

    /// <summary>A page of one customer's lots.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<Result>>;

    /// <summary>Points that were earned at once.</summary>
    /// <param name="LotId" example="lot_0000000000042">Our id of the lot.</param>
    /// <param name="Source"><c>order</c>, <c>gift</c>, <c>adjustment</c> or <c>game</c>.</param>
    /// <param name="Status" example="active"><c>pending</c>, <c>active</c> or <c>expired</c>.</param>
    /// <param name="Points">What was earned.</param>
    /// <param name="Left">What is left of it.</param>
    /// <param name="ActiveFrom">Pending until then.</param>
    /// <param name="EarnedAt">When it was earned.</param>
    /// <param name="ExpiresAt">When it expires; absent where it does not.</param>
    /// <param name="OrderId">Of an order: which one.</param>
    public sealed record Result(
        string LotId, string Source, string Status, long Points, long Left, DateTimeOffset ActiveFrom,
        DateTimeOffset EarnedAt, DateTimeOffset? ExpiresAt = null, string? OrderId = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/points/lots", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listPointLots", "Points", "List a customer's lots of points",
                "Lists the lots of which anything is left, oldest record first: what an order, a gift, an "
                    + "adjustment or a game has given at once, with the instants at which it becomes active and "
                    + "expires. The lot that expires first is spent first.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<ShopState>? state = null;
            PendingRows<Row>? lots = null;
            var customer = await db.Read(shop.Id, batch =>
            {
                var key = batch.FindBuyer(shop.Id, query.CustomerId);
                state = batch.ShopState(shop.Id);
                lots = batch.Rows<Row>(LotsSql, new { shop = shop.Id, after, take = limit + 1 });
                return key;
            }, cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var now = state!.First!.Now(shop, time);
            return Paging.Of(lots!.List, limit, row => row.LotKey).Select(row => row.At(now));
        }
    }

    private sealed record Row(
        long LotKey, string Source, long Points, long Left, DateTimeOffset ActiveFrom, DateTimeOffset EarnedAt,
        DateTimeOffset? ExpiresAt, string? OrderId)
    {
        public Result At(DateTimeOffset now) => new(
            PublicId.Of(Prefix, LotKey), Source,
            ExpiresAt <= now ? "expired" : ActiveFrom > now ? "pending" : "active", Points, Left, ActiveFrom, EarnedAt,
            ExpiresAt, OrderId);
    }

    private const string LotsSql = $"""
        select l.lot_key, l.source, l.points, l.points_left as left, l.active_from, l.earned_at, l.expires_at,
            g.order_id
        from point_lots l
            left join member_grants g on l.source = 'order' and g.shop_id = @shop and g.order_key = l.source_key
        where l.shop_id = @shop and l.customer_key = {BatchVariables.BuyerKey} and l.points_left > 0
            and l.lot_key > @after
        order by l.lot_key limit @take
        """;
}
