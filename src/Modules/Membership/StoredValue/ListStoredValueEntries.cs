namespace SocialCommerce.Membership.StoredValue;

/// <summary>
/// Lists the entries of a customer's stored value from the ledger, newest first; the sums of principal and bonus are
/// the balances.
/// </summary>
internal static class ListStoredValueEntries
{
    /// <summary>A page of one customer's entries.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<Result>>;

    /// <summary>Value that came or, negative, went.</summary>
    /// <param name="EntryId" example="sve_0000000000042">Our id of the movement.</param>
    /// <param name="Event">
    /// <c>toppedUp</c>, <c>bonusGranted</c>, <c>valueSpent</c>, <c>valueReturned</c>, <c>valueRefunded</c>,
    /// <c>bonusWithdrawn</c>, <c>bonusExpired</c>, or <c>claimed</c> where a guest turned out to be the customer.
    /// </param>
    /// <param name="Kind" example="principal"><c>principal</c> or <c>bonus</c>.</param>
    /// <param name="Amount">Signed.</param>
    /// <param name="TopUpId">The top-up that it comes from or belongs to.</param>
    /// <param name="ReservationId">The reservation that spent it, or from which it came back.</param>
    /// <param name="OrderId">The order that was paid with it.</param>
    /// <param name="RefundId">The refund of principal.</param>
    /// <param name="ReturnId">The return of spent value.</param>
    public sealed record Result(
        string EntryId, string Event, string Kind, Money Amount, string? TopUpId, string? ReservationId,
        string? OrderId, string? RefundId, string? ReturnId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);

    private const string Prefix = "sve";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/stored-value/entries", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listStoredValueEntries", "Stored value", "List the entries of a customer's stored value",
                "Lists how a customer's stored value came and went, newest first: top-ups, bonuses, orders, returns, "
                    + "refunds, expiry, and what came from a claimed guest. Principal and bonus are entries of their "
                    + "own, and the sum of each is its balance; bonus that has expired is an entry from the next "
                    + "change on.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var customer = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            var rows = await db.Rows<Row>(shop.Id, EntriesSql, new
            {
                shop = shop.Id,
                customer = customer.Key,
                unit = shop.Currency,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.MovementId).Select(row => row.Shown(shop));
        }
    }

    private sealed record Row(
        long MovementId, string Event, string Kind, long Amount, string? TopUpId, string? ReservationId,
        string? OrderId, string? RefundId, string? ReturnId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
    {
        public Result Shown(Shop shop) => new(
            PublicId.Of(Prefix, MovementId), Event, Kind, shop.Money(Amount), TopUpId, ReservationId, OrderId,
            RefundId, ReturnId, OccurredAt, RecordedAt);
    }

    private const string EntriesSql = $"""
        select m.movement_id, m.event,
            case when '{StoredValueMoves.BonusAccount}' in (m.to_account, m.from_account) then 'bonus'
                else 'principal' end as kind,
            case when m.to_account in ('{StoredValueMoves.PrincipalAccount}', '{StoredValueMoves.BonusAccount}')
                then m.amount else -m.amount end as amount,
            t.top_up_id, r.reservation_id, r.order_id, f.refund_id, k.return_id, m.occurred_at, m.recorded_at
        from movements m
            left join stored_value_top_ups t on m.event in ('toppedUp', 'bonusGranted', 'bonusExpired')
                and t.shop_id = @shop and t.top_up_key = m.subject_id
            left join stored_value_refunds f on m.event in ('valueRefunded', 'bonusWithdrawn') and f.shop_id = @shop
                and f.refund_key = m.subject_id
            left join stored_value_returns k on m.event = 'valueReturned' and k.shop_id = @shop
                and k.return_key = m.subject_id
            left join stored_value_reservations r on m.event in ('valueSpent', 'valueReturned') and r.shop_id = @shop
                and r.reservation_key = coalesce(k.reservation_key, m.subject_id)
        where m.shop_id = @shop and m.customer_key = @customer and m.unit = @unit and m.movement_id < @before
            and (m.to_account in ('{StoredValueMoves.PrincipalAccount}', '{StoredValueMoves.BonusAccount}')
                or m.from_account in ('{StoredValueMoves.PrincipalAccount}', '{StoredValueMoves.BonusAccount}'))
        order by m.movement_id desc limit @take
        """;
}
