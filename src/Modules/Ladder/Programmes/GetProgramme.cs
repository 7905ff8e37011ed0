namespace SocialCommerce.Ladder.Programmes;

/// <summary>Gets a programme in force with its ETag.</summary>
internal static class GetProgramme
{
    /// <summary>The programme.</summary>
    public sealed record Query(string ProgrammeId) : IRequest<Programme>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/programmes/{programmeId}", (
                string programmeId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(programmeId), cancel).TaggedBy(response, programme => programme.Version))
            .Describe(
                "getProgramme", "Programmes", "Get a programme",
                "Returns the terms of a programme as they are in force, and the salt by which anyone can recompute "
                    + "who is held out, with the ETag for a conditional update.")
            .Tagged()
            .Scope(Scopes.CustomersRead).Problems(ProgrammeProblems.ProgrammeNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Programme>
    {
        public async Task<Programme> Handle(Query query, CancellationToken cancel) =>
            await db.First<Programme>(
                caller.Shop.Id, ProgrammeSql.FindSql, new { shop = caller.Shop.Id, query.ProgrammeId }, cancel)
            ?? throw ProgrammeProblems.ProgrammeNotFound.For(query.ProgrammeId);
    }
}
