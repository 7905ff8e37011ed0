using System.Globalization;

namespace SocialCommerce.Referrals.Uplines;

/// <summary>Lists the referrers above a customer (上级), nearest first, to the top of the tree.</summary>
internal static class ListUpline
{
    /// <summary>The customer below the upline, and the page.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>One ancestor.</summary>
    /// <param name="CustomerId">The ancestor.</param>
    /// <param name="Depth">1 for the referrer, 2 for the referrer's referrer, …</param>
    /// <param name="BoundAt">When the person one level below was bound to this ancestor.</param>
    public sealed record Item(string CustomerId, int Depth, DateTimeOffset BoundAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/upline",
            (string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listUpline", "Referrals", "List a customer's upline",
                "Lists the referrers above a customer, nearest first, up to the top of the tree.")
            .Scope(Scopes.ReferralsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var limit = Paging.Limit(query.Limit);
            var from = Position.Of(query.Cursor);
            PendingRows<Customer>? customer = null;
            var rows = await db.Read(shop, batch =>
            {
                customer = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<Row>(Sql, new { shop, query.CustomerId, from.Key, from.Depth, limit = limit + 1 });
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return Paging.Of(rows.List, limit, row => new Position(row.Key, row.Depth).ToString())
                .Select(row => row.ToItem());
        }
    }

    /// <summary>Where a page ended. Edges never change, so the next page goes on from the last ancestor.</summary>
    internal readonly record struct Position(long? Key, int Depth)
    {
        public static Position Of(string? cursor)
        {
            if (Paging.Decode(cursor) is not { } text) return new Position(null, 0);
            var parts = text.Split(' ');
            return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var key)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var depth)
                && depth <= int.MaxValue - Paging.MaxLimit - 1
                ? new Position(key, depth)
                : throw CommonProblems.CursorUnreadable.Because("cursor is not one that this API returned.", "?cursor");
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key} {Depth}");
    }

    internal sealed record Row(long Key, string CustomerId, int Depth, DateTimeOffset BoundAt)
    {
        public Item ToItem() => new(CustomerId, Depth, BoundAt);
    }

    private const string Sql = """
        with recursive up (key, depth, bound_at) as (
            select e.parent_key, @depth + 1, e.recorded_at from referral_edges e
            where e.shop_id = @shop and e.child_key = coalesce(@key, (
                select customer_key from customers where shop_id = @shop and customer_id = @customerId))
            union all
            select e.parent_key, up.depth + 1, e.recorded_at
            from up join referral_edges e on e.shop_id = @shop and e.child_key = up.key
            where up.depth < @depth + @limit
        )
        select up.key, c.customer_id, up.depth, up.bound_at
        from up join customers c on c.shop_id = @shop and c.customer_key = up.key
        order by up.depth
        """;
}
