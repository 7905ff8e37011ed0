namespace SocialCommerce.Commissions.Partners;

/// <summary>Gets an application to become a partner with its age.</summary>
internal static class GetPartnerApplication
{
    /// <summary>The application.</summary>
    public sealed record Query(string ApplicationId) : IRequest<PartnerApplication>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partner-applications/{applicationId}", (
                string applicationId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(applicationId), cancel))
            .Describe(
                "getPartnerApplication", "Commissions", "Get a partner application",
                "Returns an application to become a partner with the applicant's note and its age, and the decision "
                    + "with its reason and author once it is made.")
            .Scope(Scopes.CommissionsRead).Problems(PartnerProblems.ApplicationNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, PartnerApplication>
    {
        public async Task<PartnerApplication> Handle(Query query, CancellationToken cancel)
        {
            var key = PartnerApplication.KeyOf(query.ApplicationId);
            var (rows, now) = await Read(
                batch => batch.Rows<ApplicationRow>(FindSql, new { shop = caller.Shop.Id, key }), cancel);
            return rows.FirstOrDefault()?.ToApplication(now)
                ?? throw PartnerProblems.ApplicationNotFound.For(query.ApplicationId);
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

    private const string FindSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From} where a.shop_id = @shop and a.application_key = @key
        """;
}
