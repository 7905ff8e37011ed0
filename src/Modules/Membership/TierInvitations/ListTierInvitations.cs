namespace SocialCommerce.Membership.TierInvitations;

/// <summary>Lists a customer's invitations to tiers, newest first.</summary>
internal static class ListTierInvitations
{
    /// <summary>A page of one customer's invitations.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<TierInvitation>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/tier-invitations", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listTierInvitations", "Membership", "List a customer's invitations to tiers",
                "Lists the invitations to tiers that persons of the shop gave a customer, newest first, each with its "
                    + "reason, its beginning and end, and its revocation.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<TierInvitation>>
    {
        public async Task<Page<TierInvitation>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var customer = (await db.Read(shop, batch => batch.FindCustomer(shop, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            var rows = await db.Rows<InvitationRow>(shop, ListSql, new
            {
                shop,
                customer = customer.Key,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.Seq).Select(row => row.ToInvitation());
        }
    }

    private const string ListSql = $"""
        select {InvitationRow.Columns}
        where i.shop_id = @shop and i.customer_key = @customer and i.seq < @before
        order by i.seq desc limit @take
        """;
}
