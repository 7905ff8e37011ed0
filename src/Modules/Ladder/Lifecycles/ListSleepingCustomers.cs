using System.Globalization;
using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Lists the customers to win back (沉睡名单): those who are sleeping now, the longest first.</summary>
internal static class ListSleepingCustomers
{
    /// <summary>The page.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A sleeping customer.</summary>
    /// <param name="Since">From when on the customer is sleeping.</param>
    /// <param name="LostAt">When the customer will be lost, without another order.</param>
    /// <param name="ExpectedAt">When the next order was expected.</param>
    /// <param name="LastPaidAt">When the latest kept order was paid.</param>
    /// <param name="Orders" example="4">The customer's kept orders.</param>
    public sealed record Item(
        string CustomerId, DateTimeOffset Since, DateTimeOffset LostAt, DateTimeOffset ExpectedAt,
        DateTimeOffset LastPaidAt, long Orders);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/sleeping-customers", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listSleepingCustomers", "Customers", "List sleeping customers",
                "Lists the customers whose stage is `sleeping` now, by the rule of `getLifecycle`; those who have "
                    + "been sleeping longest come first. Use it for a campaign to win them back. A customer who "
                    + "buys or is lost between two pages leaves the list and moves no other. Guests are not listed.")
            .Scope(Scopes.CustomersRead).Expensive()
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Position(Paging.Decode(query.Cursor)));
            return db.Report(caller, time, async (transaction, asOf) =>
            {
                var settings = transaction.Batch();
                var pending = settings.InForce(PutLifecycleSettings.Setting, transaction.ShopId);
                await settings.Run(cancel);
                var inForce = pending.Content;
                var rows = await transaction.WholeTables(batch => batch.Rows<Item>(SleepingSql, new
                {
                    shop = transaction.ShopId,
                    asOf,
                    inForce.UsualCycleDays,
                    inForce.DueBps,
                    inForce.SleepingBps,
                    inForce.LostBps,
                    after.Since,
                    after.CustomerId,
                    limit = limit + 1,
                }));
                return Paging.Of(rows, limit, row => $"{row.Since.UtcTicks}\n{row.CustomerId}");
            }, cancel);
        }

        private static (DateTimeOffset Since, string CustomerId) Position(string? text)
        {
            var parts = (text ?? "").Split('\n', 2);
            return parts.Length == 2 && long.TryParse(
                    parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
                : (DateTimeOffset.MinValue, "");
        }
    }

    private const string SleepingSql = $"""
        with {LifecycleSql.People},
        {LifecycleSql.Staged}
        select c.customer_id, s.sleeping_at as since, s.lost_at, s.expected_at, s.last_paid_at, s.orders
        from staged s
        join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.stage = '{Lifecycle.Sleeping}' and not c.{Guest.IsGuestId}
            and (s.sleeping_at, c.customer_id) > (@since, @customerId)
        order by s.sleeping_at, c.customer_id limit @limit
        """;
}
