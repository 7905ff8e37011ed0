using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Referrals.Uplines;

/// <summary>
/// Lists a customer's team (团队), at all depths or at one, in the order in which its members became known.
/// </summary>
internal static class ListTeam
{
    /// <summary>The customer at the top of the team, the depth, and the page.</summary>
    public sealed record Query(string CustomerId, int? Depth, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>One member of the team.</summary>
    /// <param name="CustomerId">The member.</param>
    /// <param name="ReferrerId">Who recommended the member.</param>
    /// <param name="Depth">1 for direct referrals, 2 for their referrals, …</param>
    /// <param name="BoundAt">When the member was bound.</param>
    /// <param name="DirectCount">How many the member recommended.</param>
    public sealed record Item(
        string CustomerId, string ReferrerId, int Depth, DateTimeOffset BoundAt, long DirectCount);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/team",
            (string customerId, int? depth, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, depth, limit, cursor), cancel))
            .Describe(
                "listTeam", "Referrals", "List a customer's team",
                "Lists the customers below a customer in the order in which they became known, at all depths or at "
                    + "one `depth`, each with its referrer and its number of direct referrals.")
            .Scope(Scopes.ReferralsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, ReferralProblems.DepthOutOfRange,
                CommonProblems.LimitOutOfRange);

    /// <summary>A depth that was asked for; 422 below 1.</summary>
    internal static int? Depth(int? depth, string pointer) => depth is not < 1
        ? depth
        : throw ReferralProblems.DepthOutOfRange.Because("A depth must be 1 or more.", pointer);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var limit = Paging.Limit(query.Limit);
            var depth = Depth(query.Depth, "?depth");
            var after = Paging.DecodeKey(query.Cursor);
            PendingRows<Customer>? customer = null;
            var rows = await db.Read(shop, batch =>
            {
                customer = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<Row>(Sql, new
                {
                    shop,
                    query.CustomerId,
                    nearest = depth ?? 1,
                    farthest = depth ?? int.MaxValue,
                    after,
                    limit = limit + 1,
                });
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return Paging.Of(rows.List, limit, row => row.Key).Select(row => row.ToItem());
        }
    }

    internal sealed record Row(
        long Key, string CustomerId, string ReferrerId, int Depth, DateTimeOffset BoundAt, long DirectCount)
    {
        public Item ToItem() => new(CustomerId, ReferrerId, Depth, BoundAt, DirectCount);
    }

    // Walks to the level above the members asked for, whose last step is then a range of the index. With one parent
    // each customer is reached once, unless through a ring, which can only come back to where the walk began.
    private const string Sql = """
        with recursive top as (
            select customer_key as key from customers where shop_id = @shop and customer_id = @customerId
        ),
        head (key, depth) as (
            select key, 0 from top
            union all
            select e.child_key, head.depth + 1
            from head join referral_edges e on e.shop_id = @shop and e.parent_key = head.key
            where head.depth < @farthest - 1 and e.child_key <> (select key from top)
        ),
        page as (
            select e.child_key, e.parent_key, head.depth + 1 as depth, e.recorded_at
            from head join referral_edges e on e.shop_id = @shop and e.parent_key = head.key
            where head.depth >= @nearest - 1 and e.child_key > @after
            order by e.child_key limit @limit
        )
        select page.child_key as key, child.customer_id, parent.customer_id as referrer_id, page.depth,
            page.recorded_at as bound_at,
            (select count(*) from referral_edges e
                where e.shop_id = @shop and e.parent_key = page.child_key) as direct_count
        from page
            join customers child on child.shop_id = @shop and child.customer_key = page.child_key
            join customers parent on parent.shop_id = @shop and parent.customer_key = page.parent_key
        order by page.child_key
        """;
}
