namespace SocialCommerce.Membership.Coupons;

/// <summary>Gets a coupon by its code.</summary>
internal static class GetCoupon
{
    /// <summary>The code as it was typed or scanned.</summary>
    public sealed record Query(string CouponCode) : IRequest<Coupon>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coupons/{couponCode}", (string couponCode, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(couponCode), cancel))
            .Describe(
                "getCoupon", "Coupons", "Get a coupon",
                "Returns a coupon by its code: its terms, whose it is, and whether it can be used now. Use it when a "
                    + "customer types the code or a till scans it. The code is read without regard to case and "
                    + "hyphens; a mistyped code is answered with 404.")
            .Scope(Scopes.MembershipRead).WithMetadata(new ResolvesCodes())
            .Problems(CouponProblems.CouponNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Coupon>
    {
        public async Task<Coupon> Handle(Query query, CancellationToken cancel)
        {
            var (coupon, state) = await db.FindCoupon(caller.Shop.Id, query.CouponCode, cancel);
            return coupon.At(state.Now(caller.Shop, time));
        }
    }
}
