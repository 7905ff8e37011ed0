using SocialCommerce.Commissions.Compliance;

namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>Lists the results of the nightly compliance scans, latest first.</summary>
internal static class ListComplianceScans
{
    /// <summary>The page of scans.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<ComplianceScan>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/compliance/scans", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listComplianceScans", "Commissions", "List nightly compliance scans",
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
            return Paging.Of(rows, limit, row => row.Date).Select(row => row.ToScan());
        }
    }

    private sealed record Row(string Date, string Profile, bool Alarm, string Findings, DateTimeOffset RecordedAt)
    {
        public ComplianceScan ToScan() => new(
            Date, Profile, Alarm, Json.Read<List<GuardFinding>>(Findings), RecordedAt);
    }

    private const string ListSql = """
        select scan_date as date, profile, alarm, findings, recorded_at from compliance_scans
        where shop_id = @shop and (@before is null or scan_date < @before)
        order by scan_date desc limit @take
        """;
}
