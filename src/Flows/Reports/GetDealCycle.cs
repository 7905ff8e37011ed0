using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Reports;
using SocialCommerce.Touchpoints.FirstTouches;

namespace SocialCommerce.Flows.Reports;

/// <summary>
/// Gets the deal cycle (成交周期): how many customers go from contact to the first deal, from there to member and to
/// partner, how long each step takes, by the touchpoint that they came from, and how old the open cases are.
/// </summary>
internal static class GetDealCycle
{
    private static readonly string[] Names = ["firstDeal", "member", "partner", "total"];

    /// <summary>The period in which the cases began, and the window of the rates.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? StepDays) : IRequest<Result>;

    /// <summary>The deal cycle.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Steps">Contact to first deal, to member, to partner, and from contact to partner.</param>
    public sealed record Result(DateTimeOffset AsOf, IReadOnlyList<Step> Steps);

    /// <summary>A step of the cycle.</summary>
    /// <param name="Name" example="firstDeal">
    /// What completes it: <c>firstDeal</c> (from contact), <c>member</c> (from the first deal), <c>partner</c> (from
    /// membership) or <c>total</c> (from contact to partner).
    /// </param>
    /// <param name="Rate">The cases that began in the period, and those that were completed within the window.</param>
    /// <param name="Times">How long the completed cases took.</param>
    /// <param name="Negative" example="3">
    /// Cases whose end lies before their beginning, as in imported histories; they count in nothing else.
    /// </param>
    /// <param name="OpenCases" example="21">Cases that are not completed, however long they have been open.</param>
    /// <param name="OpenByAge">The open cases by their age.</param>
    /// <param name="Touchpoints">
    /// The same by touchpoint, up to 100 with the most cases; customers without a known touchpoint are in the totals
    /// alone.
    /// </param>
    public sealed record Step(
        string Name, CohortRate Rate, CycleTimes Times, long Negative, long OpenCases, IReadOnlyList<AgeBand> OpenByAge,
        IReadOnlyList<TouchpointStep> Touchpoints);

    /// <summary>Open cases of an age.</summary>
    /// <param name="FromDays">The least age, in days of 24 hours.</param>
    /// <param name="UntilDays">The age that no longer belongs to it; absent of the oldest.</param>
    /// <param name="Cases" example="14">How many they are.</param>
    public sealed record AgeBand(int FromDays, int? UntilDays, long Cases);

    /// <summary>A step of the customers who came from one touchpoint.</summary>
    /// <param name="Rate">The cases that began in the period, and those that were completed within the window.</param>
    /// <param name="Times">How long the completed cases took.</param>
    /// <param name="Negative" example="1">Cases whose end lies before their beginning.</param>
    /// <param name="OpenCases" example="9">Cases that are not completed.</param>
    public sealed record TouchpointStep(
        string TouchpointId, CohortRate Rate, CycleTimes Times, long Negative, long OpenCases);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/deal-cycle", (
                DateTimeOffset? from, DateTimeOffset? to, int? stepDays, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, stepDays), cancel))
            .Describe(
                "getDealCycle", "Reports", "Get the deal cycle",
                "Returns the steps from contact to first deal, member and partner. A case begins at the time of its "
                    + "first milestone, and cases that began in the period count: contact is when the customer was "
                    + "recorded, the others are the journey's own times. A case counts as completed in the rate "
                    + "within `stepDays`; those whose window has not passed are open. Median and 90th percentile are "
                    + "those of all completed cases, by nearest rank. The touchpoint of a customer is the first one "
                    + "that was scanned or that an order was attributed to. Guests do not count. Without `to` the "
                    + "period ends now, without `from` it has 30 days. A period that is empty or longer than 366 "
                    + "days is refused.")
            .Scope(Scopes.OrdersRead).Expensive().Problems(CommonProblems.ValidationFailed);

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
                var reads = transaction.Batch();
                reads.JoinWholeTables();
                var scans = reads.Touchpoints.FirstScans(transaction.ShopId);
                var orders = reads.Touchpoints.AttributedOrders(transaction.ShopId);
                await reads.Run(cancel);
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var days = query.StepDays ?? ReportRules.UsualStepDays;
                var counting = transaction.Batch();
                var rows = counting.Ladder.DealCycles(
                    transaction.ShopId, Touches(scans.List, orders.List), period, days, asOf);
                await counting.Run(cancel);
                return new Result(
                    asOf, [.. rows.List.GroupBy(row => row.Step).Select(step => Of([.. step], period, days, asOf))]);
            }, cancel);

        private static Touches Touches(List<FirstScan> scans, List<AttributedOrder> orders) => new(
            [.. scans.Select(scan => scan.Key)], [.. scans.Select(scan => scan.ScannedAt)],
            [.. scans.Select(scan => scan.TouchpointId)], [.. orders.Select(order => order.OrderKey)],
            [.. orders.Select(order => order.TouchpointId)]);

        private static Step Of(List<DealCycleRow> rows, ReportPeriod period, int days, DateTimeOffset asOf)
        {
            var total = rows[0];
            return new Step(
                Names[total.Step - 1], total.Rate(period, days, asOf), total.Times, total.Negative, total.OpenCases,
                [
                    new(0, 7, total.Under7), new(7, 30, total.Under30), new(30, 90, total.Under90),
                    new(90, null, total.Older),
                ],
                [
                    .. rows.Skip(1).Select(row => new TouchpointStep(
                        row.TouchpointId!, row.Rate(period, days, asOf), row.Times, row.Negative, row.OpenCases)),
                ]);
        }
    }
}
