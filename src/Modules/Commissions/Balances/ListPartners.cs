namespace SocialCommerce.Commissions.Balances;

/// <summary>
/// Lists partners in the order in which they became known: tier, numbers and balances. Commission whose hold has ended
/// by the shop's clock is available, whether or not it is booked.
/// </summary>
internal static class ListPartners
{
    /// <summary>The page of partners.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<PartnerSummary>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listPartners", "Commissions", "List partners",
                "Lists customers who hold or held a partner tier, are approved as partners or earn commission, with "
                    + "tier, volumes and balances, in the order in which the shop learned of them. Conditions of the "
                    + "next tiers are left out here; get a single partner for them. Commission whose hold has ended "
                    + "counts as available.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Query, Page<PartnerSummary>>
    {
        public async Task<Page<PartnerSummary>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var now = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!.Now(shop, time);
            var rows = await db.Rows<PartnerSummaryRow>(
                shop.Id, ListSql, new { shop = shop.Id, shop.Currency, now, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.Key).Select(row => row.ToSummary(shop));
        }
    }

    private const string ListSql = $"""
        with page as (
            select c.customer_key as key, c.customer_id
            from (
                (select distinct customer_key as key from partner_history
                    where shop_id = @shop and customer_key > @after order by 1 limit @take)
                union
                (select customer_key from partner_approvals
                    where shop_id = @shop and customer_key > @after order by 1 limit @take)
                union
                (select distinct beneficiary_key from accruals
                    where shop_id = @shop and beneficiary_key > @after order by 1 limit @take)
                order by 1 limit @take) as people
            join customers c on c.shop_id = @shop and c.customer_key = people.key)
        {PartnerSummaryRow.Figures}
        """;
}
