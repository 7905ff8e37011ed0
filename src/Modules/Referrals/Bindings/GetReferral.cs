namespace SocialCommerce.Referrals.Bindings;

/// <summary>Gets the one permanent referrer of a customer, and the source of the binding.</summary>
internal static class GetReferral
{
    /// <summary>The customer whose referrer is asked for.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A binding.</summary>
    /// <param name="CustomerId">The person.</param>
    /// <param name="ReferrerId">The referrer, for life.</param>
    /// <param name="BoundAt">Since when, by the shop's clock.</param>
    /// <param name="Source"><c>api</c>, <c>inviteCode</c>, <c>touchpoint</c> or <c>order</c>.</param>
    public sealed record Result(string CustomerId, string ReferrerId, DateTimeOffset BoundAt, string Source);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/referrals/{customerId}",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getReferral", "Referrals", "Get a customer's referrer",
                "Returns the referrer of a customer, when the binding was made and by which source. A customer "
                    + "without a referrer is answered with 404.")
            .Scope(Scopes.ReferralsRead).Problems(ReferralProblems.ReferralNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            await db.First<Result>(caller.Shop.Id, Sql, new { shop = caller.Shop.Id, query.CustomerId }, cancel)
            ?? throw ReferralProblems.ReferralNotFound.For(query.CustomerId);
    }

    private const string Sql = """
        select child.customer_id, parent.customer_id as referrer_id, e.recorded_at as bound_at, e.source
        from customers child
            join referral_edges e on e.shop_id = @shop and e.child_key = child.customer_key
            join customers parent on parent.shop_id = @shop and parent.customer_key = e.parent_key
        where child.shop_id = @shop and child.customer_id = @customerId
        """;
}
