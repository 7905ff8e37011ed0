using SocialCommerce.Ladder.ProductLadder;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>
/// Gets a customer's journey from first contact to partner (陌生人→粉丝→客户→会员→合伙人) by the times of the events themselves, in
/// whatever order they were reported, and the next rung of the ladder.
/// </summary>
internal static class GetJourney
{
    /// <summary>The customer of the journey.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A person's journey; a step that was not reached is absent.</summary>
    /// <param name="AddedAt">When the person became known, or first paid, whichever is earlier.</param>
    /// <param name="FirstPaidAt">The earliest paid order.</param>
    /// <param name="SecondPaidAt">The second earliest paid order.</param>
    /// <param name="MemberAt">When the first member tier began.</param>
    /// <param name="PartnerAt">When the first partner tier was recorded.</param>
    /// <param name="LastPaidAt">Latest paid order.</param>
    /// <param name="Orders">Paid orders.</param>
    /// <param name="Paid">Value of the orders as the plan counts it.</param>
    /// <param name="Refunded">What refunds took of that value.</param>
    /// <param name="Net">Paid less refunded.</param>
    /// <param name="TopRung" example="low">
    /// Highest rung bought, by the rungs that the products had when they were paid.
    /// </param>
    /// <param name="NextRung" example="member">
    /// What to offer next by the shop's ladder; absent where it leads no further.
    /// </param>
    /// <param name="C1">Seconds from added to first paid; absent while open, or when imported in another order.</param>
    /// <param name="C2">Seconds from first paid to member.</param>
    /// <param name="C3">Seconds from member to partner.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset? AddedAt, DateTimeOffset? FirstPaidAt, DateTimeOffset? SecondPaidAt,
        DateTimeOffset? MemberAt, DateTimeOffset? PartnerAt, DateTimeOffset? LastPaidAt, long Orders, Money Paid,
        Money Refunded, Money Net, string? TopRung, string? NextRung, long? C1, long? C2, long? C3);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/journey",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getJourney", "Customers", "Get a customer's journey",
                "Returns the milestones of a customer on the way from first contact to partner, with order totals, "
                    + "the highest rung bought and the rung that the shop's ladder offers next. Times are those of the "
                    + "events themselves, in whatever order they were reported; a milestone that was not reached is "
                    + "absent.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingSetting<LadderContent>? ladder = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                ladder = batch.InForce(LadderContent.Setting, shop.Id);
                return batch.Rows<Row>(Sql, new { shop = shop.Id, query.CustomerId });
            }, cancel);
            return rows.First?.ToResult(shop, ladder!.Content)
                ?? throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
        }
    }

    /// <summary>Seconds between two milestones; null while the second is not reached, and when negative.</summary>
    internal static long? Cycle(DateTimeOffset? from, DateTimeOffset? to) =>
        to >= from ? (to.Value - from.Value).Ticks / TimeSpan.TicksPerSecond : null;

    private sealed record Row(
        string CustomerId, DateTimeOffset AddedAt, DateTimeOffset? FirstPaidAt, DateTimeOffset? SecondPaidAt,
        DateTimeOffset? MemberAt, DateTimeOffset? PartnerAt, DateTimeOffset? LastPaidAt, long Orders, long PaidMinor,
        long RefundedMinor, string? TopRung)
    {
        public Result ToResult(Shop shop, LadderContent ladder) => new(
            CustomerId, AddedAt, FirstPaidAt, SecondPaidAt, MemberAt, PartnerAt, LastPaidAt, Orders,
            shop.Money(PaidMinor), shop.Money(RefundedMinor), shop.Money(PaidMinor - RefundedMinor),
            TopRung, ladder.After(TopRung),
            Cycle(AddedAt, FirstPaidAt), Cycle(FirstPaidAt, MemberAt), Cycle(MemberAt, PartnerAt));
    }

    private const string Sql = """
        select c.customer_id, least(c.created_at, j.first_paid_at) as added_at, j.first_paid_at, j.second_paid_at,
            j.member_at, j.partner_at, j.last_paid_at, coalesce(j.orders, 0) as orders,
            coalesce(j.paid_minor, 0) as paid_minor, coalesce(j.refunded_minor, 0) as refunded_minor, j.top_rung
        from customers c left join journeys j on j.shop_id = @shop and j.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        """;
}
