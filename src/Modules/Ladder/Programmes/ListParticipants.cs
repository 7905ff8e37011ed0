namespace SocialCommerce.Ladder.Programmes;

/// <summary>Lists the customers of a programme in the order in which they were enrolled.</summary>
internal static class ListParticipants
{
    /// <summary>A page of the customers of a programme.</summary>
    public sealed record Query(string ProgrammeId, string? Group, string? Cursor, int? Limit)
        : IRequest<Page<Participant>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/programmes/{programmeId}/participants", (
                string programmeId, string? group, string? cursor, int? limit, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(programmeId, group, cursor, limit), cancel))
            .Describe(
                "listParticipants", "Programmes", "List the customers of a programme",
                "Lists the customers who are enrolled, in the order of their enrolment. `group` `treated` lists those "
                    + "that the programme is for, `heldOut` the others.")
            .Scope(Scopes.CustomersRead)
            .Problems(
                ProgrammeProblems.ProgrammeNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange,
                CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Participant>>
    {
        public async Task<Page<Participant>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("group", query.Group, Participant.Treated, Participant.HeldOut);
            var (limit, shop) = (Paging.Limit(query.Limit), caller.Shop.Id);
            PendingRows<Programme>? programme = null;
            var rows = await db.Read(shop, batch =>
            {
                programme = batch.Rows<Programme>(ProgrammeSql.FindSql, new { shop, query.ProgrammeId });
                return batch.Rows<ParticipantRow>(ListSql, new
                {
                    shop,
                    query.ProgrammeId,
                    heldOut = query.Group is null ? (bool?)null : query.Group == Participant.HeldOut,
                    after = Paging.DecodeKey(query.Cursor),
                    take = limit + 1,
                });
            }, cancel);
            if (programme!.First is null) throw ProgrammeProblems.ProgrammeNotFound.For(query.ProgrammeId);
            return Paging.Of(rows.List, limit, row => row.Key).Select(row => row.Shown);
        }
    }

    private const string ListSql = $"""
        select {ParticipantRow.Columns} from {ParticipantRow.Joined}
        where p.shop_id = @shop and p.programme_id = @programmeId and p.participant_key > @after
            and (@heldOut::boolean is null or p.held_out = @heldOut)
        order by p.participant_key limit @take
        """;
}
