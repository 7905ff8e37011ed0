using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Reports;

/// <summary>
/// Gets how many customers stand on each rung of the ladder (四级产品), how many of them are ready to step up, and how many
/// stepped up from each rung within a window.
/// </summary>
internal static class GetRungReport
{
    /// <summary>The period in which the customers reached their rungs, and the window.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? StepDays) : IRequest<Result>;

    /// <summary>The rungs and the steps between them.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Customers" example="420">All customers; a claimed guest is the customer who claimed it.</param>
    /// <param name="Rungs">Customers by their highest rung, the lowest first; at the head those without a rung.</param>
    /// <param name="Steps">The steps that the ladder has, the lowest first.</param>
    public sealed record Result(
        DateTimeOffset AsOf, long Customers, IReadOnlyList<RungCount> Rungs, IReadOnlyList<Step> Steps);

    /// <summary>The customers whose highest rung is this one.</summary>
    /// <param name="Rung"><see cref="Products.Rungs.All"/>; absent of the customers without a rung.</param>
    /// <param name="NextRung" example="partner">The rung that the ladder names next; absent where it leads no
    /// further.</param>
    /// <param name="Customers" example="84">How many they are.</param>
    /// <param name="ReadyToStepUp" example="12">Those of them whose next offer is due.</param>
    public sealed record RungCount(string? Rung, string? NextRung, long Customers, long ReadyToStepUp);

    /// <summary>The step from a rung to the next one.</summary>
    /// <param name="Rung"><see cref="Products.Rungs.All"/></param>
    /// <param name="NextRung" example="partner">The rung that the ladder names next.</param>
    /// <param name="StepUp">Customers who reached the rung in the period, and those who reached the next one.</param>
    /// <param name="Times">How long the steps took, from rung to rung.</param>
    public sealed record Step(string Rung, string NextRung, CohortRate StepUp, CycleTimes Times);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/rungs", (
                DateTimeOffset? from, DateTimeOffset? to, int? stepDays, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, stepDays), cancel))
            .Describe(
                "getRungReport", "Reports", "Get customers by rung and their step-up rates",
                "Returns the customers by the highest rung that they have, by kept purchases at the rung of their "
                    + "payment or as member or partner. A customer is ready to step up where the next offer "
                    + "(`getNextOffer`) begins now: the ladder leads further and the next rung has a product, no "
                    + "low need is recorded, and a product that the customer buys again and again is due, unless a "
                    + "product link is open. The cohort of a step are the customers who reached its rung in the "
                    + "period and no higher one by then; a customer counts who reached the next rung, or one above "
                    + "it, within `stepDays`. Customers whose window has not passed are open. Without `to` the "
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

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Report(caller, time, async (transaction, asOf) =>
            {
                var settings = transaction.Batch();
                var ladder = settings.InForce(LadderContent.Setting, transaction.ShopId);
                var prices = RungPrices.Of(settings, transaction.ShopId);
                await settings.Run(cancel);
                var stocked = prices.List.Where(one => one.Product is not null).Select(one => one.Rung).ToHashSet();
                string?[] nexts = [.. new string?[] { null }.Concat(Rungs.All).Select(ladder.Content.After)];
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var days = query.StepDays ?? ReportRules.UsualStepDays;
                var rows = await transaction.WholeTables(batch => batch.Ladder.RungStandings(
                    transaction.ShopId, nexts, stocked, period, days, asOf));
                return new Result(
                    asOf, rows.Sum(row => row.Customers), [.. rows.Select(row => row.ToCount())],
                    [.. rows.Where(row => row is { Place: > 0, Next: > 0 }).Select(
                        row => row.ToStep(period, days, asOf))]);
            }, cancel);
    }
}
