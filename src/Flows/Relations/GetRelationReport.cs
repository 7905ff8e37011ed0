using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.Relations;

namespace SocialCommerce.Flows.Relations;

/// <summary>Gets how many customers are at each stage of the relation, and how many of them buy.</summary>
internal static class GetRelationReport
{
    private const int UsualWindowDays = 30;
    private const int CustomersPerPage = 2_000;

    /// <summary>The days within which orders count.</summary>
    public sealed record Query(int? StepDays) : IRequest<Result>;

    /// <summary>The relation report.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="StepDays">The days before it within which orders count.</param>
    /// <param name="Stages">The stages, from none on.</param>
    public sealed record Result(DateTimeOffset AsOf, int StepDays, IReadOnlyList<StageCount> Stages);

    /// <summary>The customers of a stage.</summary>
    /// <param name="Stage" example="trust">The stage.</param>
    /// <param name="Customers" example="120">How many are at it now.</param>
    /// <param name="AtStart" example="90">How many were at it when the days began: the denominator.</param>
    /// <param name="Bought" example="27">Those of them who have paid an order since: the numerator.</param>
    /// <param name="RateBps" example="3000">
    /// Numerator by denominator, rounded half up; absent where the denominator is 0.
    /// </param>
    public sealed record StageCount(string Stage, long Customers, long AtStart, long Bought, long? RateBps);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/relation-stages",
            (int? stepDays, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(stepDays), cancel))
            .Describe(
                "getRelationReport", "Reports", "Get the relation report",
                "Returns how many customers are at each stage of the relation now, and how many of those who were "
                    + "at a stage `stepDays` ago, 30 without a number, have paid an order since that was not "
                    + "refunded as a whole. Customers who were created meanwhile are not in the denominator. Guests "
                    + "do not count. A membership that has ended counts as if it had not begun.")
            .Scope(Scopes.MembershipRead).Expensive().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.StepDays).Between(1, ReportRules.MaxStepDays);
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var days = query.StepDays ?? UsualWindowDays;
                var counts = new StageCounts(asOf, asOf.AddDays(-days));
                var asking = transaction.Batch();
                var settings = asking.InForce(PutRelationSettings.Setting, transaction.ShopId);
                await asking.Run(cancel);
                for (long? after = 0; after is { } key;)
                {
                    var looking = transaction.Batch();
                    var page = looking.KnownCustomersAfter(transaction.ShopId, key, CustomersPerPage);
                    await looking.Run(cancel);
                    var reads = transaction.Batch();
                    var reading = new RelationReading(
                        reads, transaction.ShopId, [.. page.List.Select(one => one.CustomerKey)]);
                    await reads.Run(cancel);
                    foreach (var one in page.List) counts.Add(one, reading, settings.Content, context.Shop);
                    after = page.List.Count == CustomersPerPage ? page.List[^1].CustomerKey : null;
                }
                return new Result(asOf, days, counts.Stages);
            }, cancel);
    }
}
