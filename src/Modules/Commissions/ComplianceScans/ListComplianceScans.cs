using SocialCommerce.Commissions.Compliance;

namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>Lists the results of the nightly compliance scans, latest first.</summary>
internal static class ListComplianceScans
{
    /// <summary>The page of scans.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<ComplianceScan>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/watch/nights", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listWatchNights", "Commissions", "List nightly compliance scans",
                "Lists the results of the nightly compliance scan, latest first: the profile applied, the findings, "
                    + "and whether one of them is refused by the profile and raised an alarm. A scan blocks nothing; "
                    + "create an accrual stop to act on it.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<ComplianceScan>>
    {
        public async Task<Page<ComplianceScan>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<Row>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                before = Paging.Decode(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.Night).Select(row => row.ToNight());
        }
    }

    private sealed record Row(string Night, string Profile, bool Alarm, string Findings, DateTimeOffset RecordedAt)
    {
        public ComplianceScan ToNight() => new(
            Night, Profile, Alarm, Json.Read<List<GuardFinding>>(Findings), RecordedAt);
    }

    private const string ListSql = """
        select night, profile, alarm, findings, recorded_at from watch_nights
        where shop_id = @shop and (@before is null or night < @before)
        order by night desc limit @take
        """;
}
