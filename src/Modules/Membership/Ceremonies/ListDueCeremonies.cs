using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Membership.Ceremonies;

/// <summary>Lists the ceremonies with a required step that is due, the longest overdue first.</summary>
internal static class ListDueCeremonies
{
    private const int MaxDays = 366;

    /// <summary>A page of what is due within some days.</summary>
    public sealed record Query(int? WithinDays, string? Cursor, int? Limit) : IRequest<Page<Item>>;

    /// <summary>A ceremony that is due.</summary>
    /// <param name="DueAt">When the first open step is due.</param>
    /// <param name="OverdueDays" example="2">Whole days, of 24 hours each, since then.</param>
    /// <param name="PendingAt">When the membership became pending.</param>
    /// <param name="OrderId">The order that founded it.</param>
    /// <param name="StepsDone" example="5">Required steps that are done.</param>
    /// <param name="StepsRequired" example="7">Required steps.</param>
    public sealed record Item(
        string CustomerId, DateTimeOffset DueAt, long OverdueDays, DateTimeOffset PendingAt, string OrderId,
        int StepsDone, int StepsRequired);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/due-ceremonies", (
                int? withinDays, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(withinDays, cursor, limit), cancel))
            .Describe(
                "listDueCeremonies", "Joining", "List ceremonies that are due",
                "Lists the pending memberships with an open required step that is due by now or within `withinDays`, "
                    + "the longest overdue first. It is the worklist of the staff who hold the entry ceremony; "
                    + "`getMembership` shows the steps of one customer.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.WithinDays).Between(0, MaxDays);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = ListMemberships.Handler.Position(Paging.Decode(query.Cursor));
            var clock = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            var now = clock.First!.Now(shop, time);
            var rows = await db.Rows<Item>(shop.Id, DueSql, new
            {
                shop = shop.Id,
                now,
                until = now.AddDays(query.WithinDays ?? 0),
                after.Since,
                after.CustomerId,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => $"{row.DueAt.UtcTicks}\n{row.CustomerId}");
        }
    }

    private const string DueSql = """
        select c.customer_id, m.due_at,
            floor(greatest(extract(epoch from @now - m.due_at), 0) / 86400)::bigint as overdue_days,
            m.pending_at, m.order_id, m.steps_done, m.steps_required
        from memberships m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.due_at <= @until and (m.due_at, c.customer_id) > (@since, @customerId)
        order by m.due_at, c.customer_id limit @take
        """;
}
