using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.JoiningReports;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Gets how many pending memberships begin (会员转化率), how long that takes, and how old the open ones are.
/// </summary>
internal static class GetJoiningReport
{
    private const int UsualWindowDays = 30;

    /// <summary>The period in which memberships became pending, and the window of the rate.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? StepDays) : IRequest<Result>;

    /// <summary>The joining report.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Rate">
    /// Memberships that became pending in the period, and those that began within the window. One whose order went back
    /// before that counts as not begun.
    /// </param>
    /// <param name="Times">How long those took that have begun.</param>
    /// <param name="Ended" example="2">Those that ended because their order went back before they began.</param>
    /// <param name="OpenCases" example="14">Memberships that are pending, whenever they became so.</param>
    /// <param name="OpenByAge">The pending ones by their age.</param>
    public sealed record Result(
        DateTimeOffset AsOf, CohortRate Rate, CycleTimes Times, long Ended, long OpenCases,
        IReadOnlyList<PendingAge> OpenByAge);

    /// <summary>Pending memberships of an age.</summary>
    /// <param name="FromDays">The least age, in days of 24 hours.</param>
    /// <param name="UntilDays">The age that no longer belongs to it; absent of the oldest.</param>
    /// <param name="Cases" example="5">How many they are.</param>
    public sealed record PendingAge(int FromDays, int? UntilDays, long Cases);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/joining", (
                DateTimeOffset? from, DateTimeOffset? to, int? stepDays, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, stepDays), cancel))
            .Describe(
                "getJoiningReport", "Reports", "Get the joining report",
                "Returns how many of the memberships that became pending in the period began within `stepDays`, 30 "
                    + "without a number. A membership counts in the rate once its own window has passed, or once it "
                    + "has ended; the others are open. Median and 90th percentile are those of all that have begun, "
                    + "by nearest rank. Each customer counts once, with the latest membership. Without `to` the "
                    + "period ends now, without `from` it has 30 days. A period that is empty or longer than 366 "
                    + "days is refused.")
            .Scope(Scopes.MembershipRead).Expensive().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).EndOfPeriod(q => q.From);
            RuleFor(q => q.StepDays).Between(1, ReportRules.MaxStepDays);
        }
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var days = query.StepDays ?? UsualWindowDays;
                var batch = transaction.Batch();
                var rows = batch.Membership.JoiningCounts(transaction.ShopId, period.From, period.To, days, asOf);
                await batch.Run(cancel);
                var counts = rows.First!;
                return new Result(
                    asOf,
                    new CohortCounts(counts.Denominator, counts.Numerator, counts.Open, counts.OpenNumerator)
                        .In(period, days, asOf),
                    new CycleTimes(counts.Completed, counts.MedianDays, counts.P90Days), counts.Ended,
                    counts.OpenCases,
                    [
                        new(0, 3, counts.Under3), new(3, 7, counts.Under7), new(7, 30, counts.Under30),
                        new(30, null, counts.Older),
                    ]);
            }, cancel);
    }
}
