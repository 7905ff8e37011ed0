using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Referrals.Uplines;

/// <summary>
/// Counts a customer's team by depth (裂变人数): how many customers, and how many for each customer one level above.
/// </summary>
internal static class CountTeam
{
    /// <summary>The customer at the top of the team, and the greatest depth.</summary>
    public sealed record Query(string CustomerId, int? MaxDepth) : IRequest<Result>;

    /// <summary>The team in numbers.</summary>
    /// <param name="CustomerId">The person.</param>
    /// <param name="Total">People at all the depths shown.</param>
    /// <param name="Depths">One entry a depth, nearest first, as far as there are people.</param>
    public sealed record Result(string CustomerId, long Total, IReadOnlyList<Level> Depths);

    /// <summary>One depth of a team.</summary>
    /// <param name="Depth">1 for direct referrals, 2 for their referrals, …</param>
    /// <param name="People">How many.</param>
    /// <param name="PerHead">How many for each person one level above, to 4 places.</param>
    public sealed record Level(int Depth, long People, decimal PerHead);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/team/counts",
            (string customerId, int? maxDepth, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, maxDepth), cancel))
            .Describe(
                "countTeam", "Referrals", "Get a customer's team counts",
                "Returns the size of a customer's team by depth, and the average number of referrals per customer of "
                    + "the level above. Limit the depth with `maxDepth`.")
            .Scope(Scopes.ReferralsRead).Problems(CustomerProblems.CustomerNotFound, ReferralProblems.DepthOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var maxDepth = ListTeam.Depth(query.MaxDepth, "?maxDepth") ?? int.MaxValue;
            PendingRows<Customer>? customer = null;
            var levels = await db.Read(shop, batch =>
            {
                customer = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<Level>(Sql, new { shop, query.CustomerId, maxDepth });
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return new Result(query.CustomerId, levels.List.Sum(level => level.People), levels.List);
        }
    }

    // With one parent each customer is reached once, unless through a ring, which only leads back to the start.
    private const string Sql = """
        with recursive top as (
            select customer_key as key from customers where shop_id = @shop and customer_id = @customerId
        ),
        team (key, depth) as (
            select key, 0 from top
            union all
            select e.child_key, team.depth + 1
            from team join referral_edges e on e.shop_id = @shop and e.parent_key = team.key
            where team.depth < @maxDepth and e.child_key <> (select key from top)
        ),
        levels as (
            select depth, count(*) as people, lag(count(*)) over (order by depth) as above from team group by depth
        )
        select depth, people, round(people::numeric / above, 4) as per_head from levels where depth > 0 order by depth
        """;
}
