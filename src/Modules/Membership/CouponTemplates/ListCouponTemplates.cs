namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>Lists the coupon templates in force by id.</summary>
internal static class ListCouponTemplates
{
    /// <summary>A page of templates.</summary>
    public sealed record Query(string? Status, string? Cursor, int? Limit) : IRequest<Page<CouponTemplate>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coupon-templates", (
                string? status, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, cursor, limit), cancel))
            .Describe(
                "listCouponTemplates", "Coupons", "List coupon templates",
                "Lists the coupon templates of the shop as they are in force, ordered by id, with the number of "
                    + "coupons issued under each. Filter by the `status` `active` or `ended`.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<CouponTemplate>>
    {
        public async Task<Page<CouponTemplate>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, CouponTerms.Active, CouponTerms.Ended);
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<CouponTemplate>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.Decode(query.Cursor) ?? "",
                query.Status,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, template => template.TemplateId);
        }
    }

    private const string ListSql = $"""
        select {CouponTemplate.Columns} from coupon_templates
        where shop_id = @shop and template_id > @after and (@status is null or terms ->> 'status' = @status)
        order by template_id limit @take
        """;
}
