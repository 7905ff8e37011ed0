namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Finds the customer of a member number, in any form that it has had.</summary>
internal static class FindMemberNumber
{
    /// <summary>The number.</summary>
    public sealed record Query(string MemberNumber) : IRequest<Result>;

    /// <summary>Whose number it is.</summary>
    /// <param name="Number" example="VIP070">The number that was asked for.</param>
    /// <param name="NumberInUse" example="SVIP070">The number that the customer has now.</param>
    public sealed record Result(string Number, string CustomerId, string NumberInUse);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/member-numbers/{memberNumber}", (
                string memberNumber, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberNumber), cancel))
            .Describe(
                "findMemberNumber", "Joining", "Get the customer of a member number",
                "Returns whose number it is, without regard to case, and the number that the customer has now. It "
                    + "also finds the forms that the number had with earlier tiers.")
            .Scope(Scopes.MembershipRead)
            .Problems(NumberProblems.MemberNumberNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var number = query.MemberNumber.ToUpperInvariant();
            return await db.First<Result>(caller.Shop.Id, FindSql, new { shop = caller.Shop.Id, number }, cancel)
                ?? throw NumberProblems.MemberNumberNotFound.For(query.MemberNumber);
        }
    }

    private const string FindSql = """
        select f.number, c.customer_id, (
                select u.number from member_number_forms u
                where u.shop_id = @shop and u.customer_key = f.customer_key order by u.seq desc limit 1)
                as number_in_use
        from member_number_forms f join customers c on c.shop_id = @shop and c.customer_key = f.customer_key
        where f.shop_id = @shop and f.number = @number
        limit 1
        """;
}
