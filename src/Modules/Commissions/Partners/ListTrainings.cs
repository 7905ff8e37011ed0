namespace SocialCommerce.Commissions.Partners;

/// <summary>Lists the trainings and exams that a customer has passed, in the order of their ids.</summary>
internal static class ListTrainings
{
    /// <summary>The customer, and the page of their trainings.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<Training>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/trainings", (
                string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listTrainings", "Commissions", "List a partner's trainings",
                "Lists the trainings and exams that a customer has passed, ordered by training id, with the time of "
                    + "passing. An unknown customer returns 404.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Training>>
    {
        public async Task<Page<Training>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop.Id, Paging.Limit(query.Limit));
            var after = Paging.Decode(query.Cursor) ?? "";
            PendingRows<Customer>? person = null;
            var rows = await db.Read(shop, batch =>
            {
                person = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<Training>(Sql, new { shop, query.CustomerId, after, take = limit + 1 });
            }, cancel);
            person!.OrNotFound(query.CustomerId);
            return Paging.Of(rows.List, limit, row => row.TrainingId);
        }
    }

    private const string Sql = $"""
        select {TrainingSql.Columns}
        from customers c
        join partner_trainings t on t.shop_id = @shop and t.customer_key = c.customer_key and t.training_id > @after
        where c.shop_id = @shop and c.customer_id = @customerId
        order by t.training_id limit @take
        """;
}
