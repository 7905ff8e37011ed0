using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Gets how many customers are in each stage of the lifecycle.</summary>
internal static class GetLifecycleReport
{
    /// <summary>No filter: all customers are counted.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The stages.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Customers" example="420">All customers; a claimed guest is the customer who claimed it.</param>
    /// <param name="Stages">Each stage, in the order of the lifecycle.</param>
    public sealed record Result(DateTimeOffset AsOf, long Customers, IReadOnlyList<StageCount> Stages);

    /// <summary>The customers in a stage.</summary>
    /// <param name="Stage" example="sleeping"><see cref="Lifecycle.Stages"/></param>
    /// <param name="Numerator">How many they are.</param>
    /// <param name="Denominator">All customers.</param>
    /// <param name="RateBps">Numerator by denominator, rounded half up; absent where the denominator is 0.</param>
    public sealed record StageCount(string Stage, long Numerator, long Denominator, long? RateBps);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/lifecycle", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getLifecycleReport", "Reports", "Get customers by lifecycle stage",
                "Returns how many customers are in each stage now, each by the rule of `getLifecycle`. Customers "
                    + "without a kept order are prospects.")
            .Scope(Scopes.OrdersRead).Expensive();

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Report(caller, time, async (transaction, asOf) =>
            {
                var settings = transaction.Batch();
                var pending = settings.InForce(PutLifecycleSettings.Setting, transaction.ShopId);
                await settings.Run(cancel);
                var inForce = pending.Content;
                var rows = await transaction.WholeTables(batch => batch.Rows<Row>(CountsSql, new
                {
                    shop = transaction.ShopId,
                    asOf,
                    inForce.UsualCycleDays,
                    inForce.DueBps,
                    inForce.SleepingBps,
                    inForce.LostBps,
                }));
                var (all, counts) = (rows.Sum(row => row.Customers), rows.ToDictionary(row => row.Stage));
                return new Result(asOf, all, [.. Lifecycle.Stages.Select(stage =>
                {
                    var count = counts.GetValueOrDefault(stage)?.Customers ?? 0;
                    return new StageCount(stage, count, all, Share.Bps(count, all));
                })]);
            }, cancel);
    }

    private sealed record Row(string Stage, long Customers);

    private const string CountsSql = $"""
        with {LifecycleSql.People},
        {LifecycleSql.Staged}
        select coalesce(s.stage, '{Lifecycle.Prospect}') as stage, count(*) as customers
        from customers c
        left join staged s on s.customer_key = c.customer_key
        where c.shop_id = @shop and c.claimed_by is null
        group by 1
        """;
}
