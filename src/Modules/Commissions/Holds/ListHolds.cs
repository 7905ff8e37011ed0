using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Holds;

/// <summary>Lists the holds on commissions, oldest first: open ones, or those that have ended.</summary>
internal static class ListHolds
{
    /// <summary>The status of the holds, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A hold of a commission.</summary>
    /// <param name="OrderId">The order that earned it; absent for what no order has earned.</param>
    /// <param name="CustomerId">The beneficiary.</param>
    /// <param name="Rule">The plan's rule.</param>
    /// <param name="Cause">`chargeback`, `accrualStop`, `dispute` or `fraud`.</param>
    /// <param name="CauseId" example="stop-7">The id of the cause.</param>
    /// <param name="Status">`open`, `released` or `rejected`.</param>
    /// <param name="Held">What of the commission is held now, by whatever holds it.</param>
    /// <param name="Since">Since when, by the shop's clock.</param>
    /// <param name="EndedAt">When the hold ended.</param>
    /// <param name="Score">For fraud: the order's score.</param>
    /// <param name="Reasons">For fraud: what the score is made of.</param>
    /// <param name="SourceKind">Where no order has earned it: `period`, `task` or `promotion`.</param>
    /// <param name="SourceId" example="2026-02-28T16:00:00.000000Z">
    /// The period's end, the task, or who was promoted.
    /// </param>
    public sealed record Item(
        string? OrderId, string CustomerId, string Rule, string Cause, string CauseId, string Status, Money Held,
        DateTimeOffset Since, DateTimeOffset? EndedAt, int? Score, IReadOnlyList<FraudReason>? Reasons,
        string? SourceKind, string? SourceId);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/holds", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listHolds", "Commissions", "List commission holds",
                "Lists the holds on commissions, oldest first: which chargeback, accrual stop, dispute or fraud case "
                    + "holds which commission, and the amount held now. Open holds are returned by default; `status` "
                    + "selects `open`, `released` or `rejected`.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, "open", CommissionHolds.Released, CommissionHolds.Rejected);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<Row>(shop.Id, Sql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.HoldKey).Select(row => row.ToItem(shop));
        }
    }

    private sealed record Row(
        long HoldKey, string? OrderId, string CustomerId, string Rule, string Cause, string SubjectId, string Status,
        long Held, DateTimeOffset Since, DateTimeOffset? EndedAt, int? Score, string? Reasons,
        string? SourceKind, string? SourceId)
    {
        public Item ToItem(Shop shop) => new(
            OrderId, CustomerId, Rule, Cause, SubjectId, Status, shop.Money(Held), Since, EndedAt, Score,
            Reasons is null ? null : Json.Read<List<FraudReason>>(Reasons), SourceKind, SourceId);
    }

    private const string Sql = $"""
        select h.hold_key, o.order_id, c.customer_id, a.rule, h.cause, h.subject_id,
            coalesce(e.outcome, 'open') as status, coalesce(m.held, 0)::bigint as held, h.recorded_at as since,
            e.recorded_at as ended_at, f.score, f.reasons, s.source_kind, s.source_id
        from holds h
        left join hold_ends e on e.shop_id = @shop and e.hold_key = h.hold_key
        join accruals a on a.shop_id = @shop and a.accrual_id = h.accrual_id
        left join commission_orders o on o.shop_id = @shop and o.order_key = h.order_key
        left join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
            and s.source_kind = a.source_kind
        join customers c on c.shop_id = @shop and c.customer_key = a.beneficiary_key
        left join fraud_cases f on f.shop_id = @shop and f.order_key = h.order_key and h.cause = 'fraud'
        left join lateral (
            select sum(case '{Account.Held}'
                when to_account then amount when from_account then -amount else 0 end) as held
            from movements where shop_id = @shop and subject_id = a.accrual_id and unit = @unit
                and customer_key = a.beneficiary_key and order_key is not distinct from h.order_key) as m on true
        where h.shop_id = @shop and h.hold_key > @after and coalesce(@status, 'open') = coalesce(e.outcome, 'open')
        order by h.hold_key limit @take
        """;
}
