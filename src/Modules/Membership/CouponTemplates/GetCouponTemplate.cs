namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>Gets a coupon template in force with its ETag.</summary>
internal static class GetCouponTemplate
{
    /// <summary>The template.</summary>
    public sealed record Query(string TemplateId) : IRequest<CouponTemplate>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coupon-templates/{templateId}", (
                string templateId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(templateId), cancel).TaggedBy(response, template => template.Version))
            .Describe(
                "getCouponTemplate", "Coupons", "Get a coupon template",
                "Returns a coupon template as it is in force: its terms, how many coupons were issued, and its ETag "
                    + "for a conditional update.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Problems(CouponTemplateProblems.CouponTemplateNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, CouponTemplate>
    {
        public async Task<CouponTemplate> Handle(Query query, CancellationToken cancel) =>
            await db.First<CouponTemplate>(
                caller.Shop.Id, FindSql, new { shop = caller.Shop.Id, query.TemplateId }, cancel)
            ?? throw CouponTemplateProblems.CouponTemplateNotFound.For(query.TemplateId);
    }

    private const string FindSql = $"""
        select {CouponTemplate.Columns} from coupon_templates where shop_id = @shop and template_id = @templateId
        """;
}
