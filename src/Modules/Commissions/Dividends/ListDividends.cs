using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>Lists the periods whose dividend pools were shared, oldest first.</summary>
internal static class ListDividends
{
    /// <summary>The runs, oldest first.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<DividendRun>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/dividends", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listDividends", "Settlement", "List dividend runs",
                "Lists the periods for which dividend pools were shared, oldest first, each with its pools, the plan "
                    + "version and the profit that was given.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.StillRunning, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings)
        : IRequestHandler<Query, Page<DividendRun>>
    {
        public async Task<Page<DividendRun>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var runs = await DividendRuns.Read(
                db, caller.Shop, settings, null, Paging.DecodeInstant(query.Cursor), limit + 1, cancel);
            return Paging.Of(runs, limit, run => Paging.Position(run.PeriodEnd));
        }
    }
}
