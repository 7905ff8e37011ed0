using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>Lists the coupons that a customer can claim, and why the others cannot be claimed (领券中心).</summary>
internal static class ListCouponOffers
{
    /// <summary>A page of offers.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<Result>>;

    /// <summary>An active template as one customer sees it.</summary>
    /// <param name="TemplateId">The template.</param>
    /// <param name="Terms">Its terms.</param>
    /// <param name="Left">How many are left; absent where the stock is unlimited.</param>
    /// <param name="Unavailable">Why the customer cannot claim it; empty where the customer can.</param>
    public sealed record Result(
        string TemplateId, CouponTerms Terms, long? Left, IReadOnlyList<UnavailableReason> Unavailable);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/coupon-offers", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listCouponOffers", "Coupons", "List the coupons that a customer can claim",
                "Lists the active coupon templates by id, with what is left of each and the reasons why the customer "
                    + "cannot claim it now. The reasons are those of a claim at this moment: use the list for a page "
                    + "of coupons, and `claimCoupons` to claim one.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange,
                CommonProblems.StillRunning);

    internal sealed class Handler(ClaimContext context) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (context.Shop.Id, Paging.Limit(query.Limit));
            PendingRows<long>? customer = null;
            PendingRows<MemberRow>? member = null;
            PendingRows<ShopState>? state = null;
            PendingRows<OwnCoupons>? own = null;
            var templates = await context.Db.Read(shop, batch =>
            {
                customer = batch.FindBuyer(shop, query.CustomerId);
                member = batch.Membership.Member(shop);
                state = batch.ShopState(shop);
                own = batch.Membership.Rows<OwnCoupons>(OwnSql, new { shop });
                return batch.Membership.Rows<IssuableTemplate>(ActiveSql, new
                {
                    shop,
                    after = Paging.Decode(query.Cursor) ?? "",
                    take = limit + 1,
                });
            }, cancel);
            if (customer!.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var moment = context.Moment(state!.First!);
            var tier = await context.TierOf(
                member!.First, templates.List.Select(one => one.Terms), state.First!, moment.Now, cancel);
            return Paging.Of(templates.List, limit, one => one.TemplateId).Select(one => new Result(
                one.TemplateId, one.Terms,
                one.Terms.Limits?.Stock is { } stock ? Math.Max(0, stock - one.Issued) : null,
                ClaimRules.Claim(
                    one, own!.List.FindAll(mine => mine.TemplateId == one.TemplateId), tier, member.First is null,
                    moment)));
        }
    }

    private const string OwnSql = $"""
        select customer_key, template_id, issued_on, count(*) as issued,
            count(*) filter (where assignment_id is null) as claimed
        from coupons where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        group by customer_key, template_id, issued_on
        """;

    private const string ActiveSql = $"""
        select template_id, version, terms, issued, day, day_issued from coupon_templates
        where shop_id = @shop and template_id > @after and terms ->> 'status' = '{CouponTerms.Active}'
        order by template_id limit @take
        """;
}
