using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>Gets the dividend run of a period: its pools and what they were computed from.</summary>
internal static class GetDividends
{
    /// <summary>One run.</summary>
    public sealed record Query(DateTimeOffset PeriodEnd) : IRequest<DividendRun>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/dividends/{periodEnd}",
                (DateTimeOffset periodEnd, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(periodEnd), cancel))
            .Describe(
                "getDividends", "Settlement", "Get a dividend run",
                "Returns the dividend run of one period: what each pool was computed from, its rate, what was shared "
                    + "and what is carried into the next period. A period that has not been shared returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(DividendProblems.DividendNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings)
        : IRequestHandler<Query, DividendRun>
    {
        public async Task<DividendRun> Handle(Query query, CancellationToken cancel) =>
            (await DividendRuns.Read(db, caller.Shop, settings, query.PeriodEnd, null, 1, cancel)).FirstOrDefault()
            ?? throw DividendProblems.DividendNotFound.For(AccrualSource.PeriodId(query.PeriodEnd));
    }
}
