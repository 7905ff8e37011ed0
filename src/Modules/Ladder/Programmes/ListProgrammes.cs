namespace SocialCommerce.Ladder.Programmes;

/// <summary>Lists the programmes of the shop by id.</summary>
internal static class ListProgrammes
{
    /// <summary>A page of programmes.</summary>
    public sealed record Query(string? Cursor, int? Limit) : IRequest<Page<Programme>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/programmes", (string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(cursor, limit), cancel))
            .Describe(
                "listProgrammes", "Programmes", "List programmes",
                "Lists the programmes of the shop with their terms in force, ordered by id.")
            .Scope(Scopes.CustomersRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Programme>>
    {
        public async Task<Page<Programme>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<Programme>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.Decode(query.Cursor) ?? "",
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, programme => programme.ProgrammeId);
        }
    }

    private const string ListSql = $"""
        select {Programme.Columns} from programmes
        where shop_id = @shop and programme_id > @after order by programme_id limit @take
        """;
}
