using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Gets a customer's certificate of membership (会员证书) as a picture.</summary>
internal static class GetMembershipCertificate
{
    /// <summary>The customer, and the name on the certificate.</summary>
    public sealed record Query(string CustomerId, string? Holder) : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/certificate", async (
                string customerId, string? holder, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(new Query(customerId, holder), cancel), MediaTypes.Svg))
            .Describe(
                "getMembershipCertificate", "Joining", "Get a certificate of membership",
                "Returns a certificate as a picture in SVG that scales to any size: the shop's name, the name in "
                    + "`holder` (the API keeps no names; the customer's id without one), the tier in force, the "
                    + "member number, and from when until when it is valid. It is valid from the beginning of the "
                    + "membership, in a shop without an entry rule from the day on which the number was given, and "
                    + "until the tier ends. A customer without a number has none, and a pending membership is "
                    + "refused with 409.")
            .Scope(Scopes.MembershipRead)
            .Produces<string>(StatusCodes.Status200OK, MediaTypes.Svg)
            .Problems(
                CustomerProblems.CustomerNotFound, NumberProblems.MemberNumberNotFound,
                JoiningProblems.MembershipNotBegun, CommonProblems.StillRunning, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Holder).Line("NAME_INVALID", "A name").When(q => q.Holder is not null);
    }

    internal sealed class Handler(Db db, Caller caller, MemberReader members) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var now = await members.Read(query.CustomerId, cancel);
            var row = (await db.First<CertificateRow>(
                shop.Id, CertificateSql, new { shop = shop.Id, query.CustomerId }, cancel))!;
            if (row.State == MembershipStates.Pending)
                throw JoiningProblems.MembershipNotBegun.Because(
                    $"The membership of '{query.CustomerId}' is pending; its ceremony is open.");
            if (row is not { Number: { } number, GivenAt: { } givenAt })
                throw NumberProblems.MemberNumberNotFound.Because(
                    $"Customer '{query.CustomerId}' has no member number.");
            return CertificatePicture.Draw(new CertificateContent(
                row.ShopName, query.Holder ?? query.CustomerId, number, now.Tier?.Tier.Name,
                Periods.DayOf(row.BegunAt ?? givenAt, shop.TimeZone),
                now.Tier?.Until is { } until ? Periods.DayOf(until, shop.TimeZone) : null));
        }
    }

    private const string CertificateSql = """
        select s.name as shop_name, (
                select f.number from member_number_forms f
                where f.shop_id = @shop and f.customer_key = c.customer_key order by f.seq desc limit 1) as number,
            n.given_at, m.state, m.begun_at
        from shops s
        join customers c on c.shop_id = @shop and c.customer_id = @customerId
        left join member_numbers n on n.shop_id = @shop and n.customer_key = c.customer_key
        left join memberships m on m.shop_id = @shop and m.customer_key = c.customer_key
        where s.shop_id = @shop
        """;
}
