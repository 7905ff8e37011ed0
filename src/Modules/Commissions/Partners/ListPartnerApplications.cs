namespace SocialCommerce.Commissions.Partners;

/// <summary>
/// Lists applications to become a partner with their age, oldest first: all, by status or of one customer.
/// </summary>
internal static class ListPartnerApplications
{
    /// <summary>The status and the customer of the applications, and the page.</summary>
    public sealed record Query(string? Status, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<PartnerApplication>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partner-applications", (
                string? status, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(status, customerId, limit, cursor), cancel))
            .Describe(
                "listPartnerApplications", "Commissions", "List partner applications",
                "Lists applications to become a partner, oldest first, with their age. Filter by `status` (`waiting`, "
                    + "`approved` or `rejected`) and by `customerId`. Use it as the work list for deciding "
                    + "applications.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Query, Page<PartnerApplication>>
    {
        public async Task<Page<PartnerApplication>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var limit = Paging.Limit(query.Limit);
            var after = Paging.DecodeKey(query.Cursor);
            var (rows, now) = await Read(batch => batch.Rows<ApplicationRow>(ListSql, new
            {
                shop = caller.Shop.Id,
                query.Status,
                query.CustomerId,
                after,
                take = limit + 1,
            }), cancel);
            return Paging.Of(rows, limit, row => row.ApplicationKey).Select(row => row.ToApplication(now));
        }

        private async Task<(List<ApplicationRow> Rows, DateTimeOffset Now)> Read(
            Func<SqlBatch, PendingRows<ApplicationRow>> add, CancellationToken cancel)
        {
            PendingRows<ShopState>? state = null;
            var rows = await db.Read(caller.Shop.Id, batch =>
            {
                state = batch.ShopState(caller.Shop.Id);
                return add(batch);
            }, cancel);
            return (rows.List, state!.First!.Now(caller.Shop, time));
        }
    }

    private const string ListSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From}
        where a.shop_id = @shop and a.application_key > @after and (@customerId is null or c.customer_id = @customerId)
            and (@status is null or @status = case when a.approved then 'approved' when not a.approved then 'rejected'
                else 'waiting' end)
        order by a.application_key limit @take
        """;
}
