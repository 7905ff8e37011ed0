namespace SocialCommerce.Membership.StoredValue;

/// <summary>Gets what the shop owes its customers in stored value, and what is to be kept in custody of it.</summary>
internal static class GetStoredValueLiability
{
    /// <summary>The report.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The liability at the shop's time.</summary>
    /// <param name="AsOf">The shop's time.</param>
    /// <param name="Customers">How many customers have something left.</param>
    /// <param name="Principal">Outstanding principal.</param>
    /// <param name="Bonus">Outstanding bonus, without what has expired.</param>
    /// <param name="Reserved">What open reservations keep of both.</param>
    /// <param name="Custody">The part of the outstanding principal that the settings want in custody.</param>
    /// <param name="OverLimit">How many customers hold more principal than the limit in force.</param>
    public sealed record Result(
        DateTimeOffset AsOf, long Customers, Money Principal, Money Bonus, Money Reserved, Money Custody,
        long OverLimit);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stored-value/liability", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getStoredValueLiability", "Stored value", "Get the stored value liability",
                "Returns what the shop owes its customers in stored value at its time: outstanding principal and "
                    + "bonus apart, what is reserved, the amount to be kept in custody by the settings, and how "
                    + "many customers hold more than the limit. Use it for the quarterly report of prepaid cards.")
            .Scope(Scopes.MembershipRead).Expensive();

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingSetting<PutStoredValueSettings.Body>? settings = null;
            var state = await db.Read(shop.Id, batch =>
            {
                settings = batch.InForce(PutStoredValueSettings.Setting, shop.Id);
                return batch.ShopState(shop.Id);
            }, cancel);
            var now = state.First!.Now(shop, time);
            var sums = (await db.First<Sums>(shop.Id, SumsSql, new
            {
                shop = shop.Id,
                now,
                limit = settings!.Content.MaxPrincipalMinor,
            }, cancel))!;
            return new Result(
                now, sums.Customers, shop.Money(sums.Principal), shop.Money(sums.Bonus), shop.Money(sums.Reserved),
                shop.Money(Allocation.RoundHalfEven((Int128)sums.Principal * settings.Content.CustodyBps, 10_000)),
                sums.OverLimit);
        }
    }

    private sealed record Sums(long Customers, long Principal, long Bonus, long Reserved, long OverLimit);

    private const string SumsSql = """
        select count(*) filter (where principal > 0 or bonus > 0) as customers,
            coalesce(sum(principal), 0)::bigint as principal, coalesce(sum(bonus), 0)::bigint as bonus,
            (select coalesce(sum(amount), 0)::bigint from stored_value_reservations
                where shop_id = @shop and status = 'reserved' and expires_at > @now) as reserved,
            count(*) filter (where principal > @limit) as over_limit
        from (
            select customer_key, sum(principal_left) as principal,
                sum(case when bonus_until <= @now then 0 else bonus_left end) as bonus
            from stored_value_top_ups
            where shop_id = @shop and (principal_left > 0 or bonus_left > 0) group by customer_key) as held
        """;
}
