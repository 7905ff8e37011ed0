using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>Lists a partner's commission movements in the ledger, latest first.</summary>
internal static class ListMovements
{
    /// <summary>The partner, and the page of their movements.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<Result>>;

    /// <summary>An amount that went from one account to another.</summary>
    /// <param name="MovementId">Its id.</param>
    /// <param name="OrderId">The order that it comes from; absent for statements.</param>
    /// <param name="Rule">The plan's rule that earned it.</param>
    /// <param name="Event"><c>accrued</c>, <c>reversed</c>, <c>restored</c>, <c>matured</c>, <c>settled</c>, …</param>
    /// <param name="From" example="pending">Account that gave.</param>
    /// <param name="To" example="available">Account that received.</param>
    /// <param name="Amount">More than 0.</param>
    /// <param name="OccurredAt">When it happened.</param>
    /// <param name="RecordedAt">When the shop recorded it.</param>
    /// <param name="StatementId">The statement that lists it; absent where none does.</param>
    /// <param name="LineNo">Its line there.</param>
    /// <param name="Document">What it is booked by: an order, a refund, a statement, a payout's transfer, …</param>
    public sealed record Result(
        string MovementId, string? OrderId, string? Rule, string Event, string From, string To, Money Amount,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? StatementId, int? LineNo, Document? Document);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/movements", (
                string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listMovements", "Commissions", "List a partner's movements",
                "Lists the ledger movements of a partner's commission accounts, latest first: amount, accounts, event, "
                    + "the document behind it, and the statement line that includes it. Use it to trace a balance to "
                    + "its origin, or to find the movement for a dispute.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, PartnerProblems.PartnerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, Documents documents) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var person = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, query.CustomerId), cancel)).First
                ?? throw PartnerProblems.PartnerNotFound.For(query.CustomerId);
            var rows = await db.Rows<Row>(shop.Id, Sql, new
            {
                shop = shop.Id,
                shop.Currency,
                person.Key,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            var page = Paging.Of(rows, limit, row => row.MovementId);
            var found = await documents.Of(
                db, shop.Id, page.Data.ToDictionary(row => row.MovementId, row => row.Event), cancel);
            return page.Select(row => row.ToResult(shop, found.GetValueOrDefault(row.MovementId)?.Document));
        }
    }

    private sealed record Row(
        long MovementId, string? OrderId, string? Rule, string Event, string FromAccount, string ToAccount, long Amount,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? StatementId, int? LineNo)
    {
        public Result ToResult(Shop shop, Document? document) => new(
            PublicId.Of(Movement.Prefix, MovementId), OrderId, Rule, Event, FromAccount, ToAccount, shop.Money(Amount),
            OccurredAt, RecordedAt, StatementId, LineNo, document);
    }

    // The subject is an accrual only where an order or another source of bonuses moved it.
    private const string Sql = """
        select m.movement_id, o.order_id, coalesce(a.rule, b.rule) as rule, m.event, m.from_account, m.to_account,
            m.amount, m.occurred_at, m.recorded_at, s.statement_id, l.line_no
        from (
            select * from movements
            where shop_id = @shop and customer_key = @key and unit = @currency and movement_id < @before
            order by movement_id desc limit @take) as m
        left join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
        left join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and a.source_kind = 'order'
            and a.source_id = m.order_key
        left join accruals b on b.shop_id = @shop and b.accrual_id = m.subject_id and m.order_key is null
            and b.source_kind <> 'order' and b.beneficiary_key = m.customer_key and m.event in (
                'accrued', 'matured', 'held', 'released', 'rejected')
        left join statement_lines l on l.shop_id = @shop and l.movement_id = m.movement_id
        left join statements s on s.shop_id = @shop and s.statement_key = l.statement_key
        order by m.movement_id desc
        """;
}
