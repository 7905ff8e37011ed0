using System.Globalization;

namespace SocialCommerce.Membership.Joining;

/// <summary>Lists the memberships in a state, those first that have been in it longest.</summary>
internal static class ListMemberships
{
    /// <summary>A page of memberships in a state.</summary>
    public sealed record Query(string? State, bool? Returned, string? Cursor, int? Limit) : IRequest<Page<Item>>;

    /// <summary>A membership.</summary>
    /// <param name="State" example="pending"><c>none</c>, <c>pending</c> or <c>active</c>.</param>
    /// <param name="Cause" example="contact">Which condition was met last, or what is missing.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="AgeDays" example="3">Whole days, of 24 hours each, since then.</param>
    /// <param name="PendingAt">When order and contact were there.</param>
    /// <param name="BegunAt">When it began.</param>
    /// <param name="OrderId">The order that founded it.</param>
    /// <param name="Trade" example="service">The trade of its entry rule.</param>
    /// <param name="ReturnedAt">Of one that has begun: since when no order counts any more.</param>
    /// <param name="StepsDone" example="5">Required steps of the ceremony that are done.</param>
    /// <param name="StepsRequired" example="7">Required steps of the ceremony.</param>
    /// <param name="DueAt">When the first of the open ones is due.</param>
    public sealed record Item(
        string CustomerId, string State, string Cause, DateTimeOffset Since, long AgeDays, DateTimeOffset? PendingAt,
        DateTimeOffset? BegunAt, string? OrderId, string? Trade, DateTimeOffset? ReturnedAt, int StepsDone,
        int StepsRequired, DateTimeOffset? DueAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/memberships", (
                string? state, bool? returned, string? cursor, int? limit, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(state, returned, cursor, limit), cancel))
            .Describe(
                "listMemberships", "Joining", "List memberships by state",
                "Lists the customers whose membership is in a state, `pending` without one, those first that have been "
                    + "in it longest. `none` lists customers who lack the order or the contact, with the missing one "
                    + "as cause. With `returned` it lists only memberships that have begun and whose order went "
                    + "back since: a person decides on them. A paid order shows here some seconds after it was "
                    + "recorded; `getMembership` derives the membership of one customer at once.")
            .Scope(Scopes.MembershipRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("state", query.State, MembershipStates.All);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Position(Paging.Decode(query.Cursor));
            var clock = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            var rows = await db.Rows<Item>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                state = query.State ?? MembershipStates.Pending,
                returned = query.Returned == true,
                now = clock.First!.Now(shop, time),
                after.Since,
                after.CustomerId,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => $"{row.Since.UtcTicks}\n{row.CustomerId}");
        }

        internal static (DateTimeOffset Since, string CustomerId) Position(string? text)
        {
            var parts = (text ?? "").Split('\n', 2);
            return parts.Length == 2 && long.TryParse(
                    parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
                : (DateTimeOffset.MinValue, "");
        }
    }

    private const string ListSql = $"""
        select c.customer_id, m.state, m.cause, m.since,
            floor(greatest(extract(epoch from @now - m.since), 0) / 86400)::bigint as age_days,
            m.pending_at, m.begun_at, m.order_id, m.trade, m.returned_at, m.steps_done, m.steps_required, m.due_at
        from memberships m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.state = @state and m.since is not null and not c.{Guest.IsGuestId}
            and (not @returned or m.returned_at is not null) and (m.since, c.customer_id) > (@since, @customerId)
        order by m.since, c.customer_id limit @take
        """;
}
