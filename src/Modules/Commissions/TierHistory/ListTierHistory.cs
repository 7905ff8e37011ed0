using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Commissions.TierHistory;

/// <summary>
/// Lists the partner tiers that a person has held, oldest first, each from its recording to the next entry.
/// </summary>
public static class ListTierHistory
{
    /// <summary>Prefix of ids of entries.</summary>
    public const string Prefix = "prm";

    /// <summary>The customer, and the page of their tier history.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<Entry>>;

    /// <summary>An entry of the history.</summary>
    /// <param name="PromotionId">The entry's id, by which a promotion's effect is reported.</param>
    /// <param name="Tier">The tier from then on.</param>
    /// <param name="Active">Whether it lets the person earn.</param>
    /// <param name="Cause">
    /// <c>conditions</c>, <c>approval</c> or <c>training</c> for a promotion; <c>suspended</c>, <c>reactivated</c> or
    /// <c>resigned</c>.
    /// </param>
    /// <param name="OrderId">The order that led to it, where it was one.</param>
    /// <param name="RecordedAt">From when, by the shop's clock.</param>
    /// <param name="Until">Until when; absent for what is so now.</param>
    /// <param name="Reason">Why, where a person decided it.</param>
    /// <param name="DecidedBy">Operator who decided it.</param>
    public sealed record Entry(
        string PromotionId, string? Tier, bool Active, string Cause, string? OrderId, DateTimeOffset RecordedAt,
        DateTimeOffset? Until = null, string? Reason = null, string? DecidedBy = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/history", (
                string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listTierHistory", "Commissions", "List a partner's tier history",
                "Lists the tiers that a partner has held, oldest first: each from the time of its recording to the "
                    + "next entry, with its cause, such as conditions, approval, suspension or resignation. Use an "
                    + "entry's id to report the effect of that promotion.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, PartnerProblems.PartnerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Entry>>
    {
        public async Task<Page<Entry>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<Customer>? person = null;
            var rows = await db.Read(shop, batch =>
            {
                person = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<Row>(Sql, new { shop, query.CustomerId, after, take = limit + 1 });
            }, cancel);
            if (person!.First is null) throw PartnerProblems.PartnerNotFound.For(query.CustomerId);
            return Paging.Of(rows.List, limit, row => row.Seq).Select(row => row.ToEntry());
        }
    }

    private sealed record Row(
        long Seq, string? Tier, bool Active, string Cause, string? OrderId, DateTimeOffset RecordedAt,
        DateTimeOffset? Until, string? Reason, string? DecidedBy)
    {
        public Entry ToEntry() => new(
            PublicId.Of(Prefix, Seq), Tier, Active, Cause, OrderId, RecordedAt, Until, Reason, DecidedBy);
    }

    private const string Sql = """
        select h.seq, h.tier, h.active, h.cause, o.order_id, h.recorded_at,
            lead(h.recorded_at) over (order by h.seq) as until, h.reason, h.decided_by
        from customers c
        join partner_history h on h.shop_id = @shop and h.customer_key = c.customer_key
        left join commission_orders o on o.shop_id = @shop and o.order_key = h.order_key
        where c.shop_id = @shop and c.customer_id = @customerId and h.seq > @after
        order by h.seq limit @take
        """;
}
