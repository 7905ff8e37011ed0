using QRCoder;

namespace SocialCommerce.Membership.Coupons;

/// <summary>Gets the QR code of a coupon as a picture.</summary>
internal static class GetCouponQr
{
    private const int PixelsPerModule = 8;

    /// <summary>The code.</summary>
    public sealed record Query(string CouponCode) : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coupons/{couponCode}/qr", async (
                string couponCode, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(new Query(couponCode), cancel), MediaTypes.Svg))
            .Describe(
                "getCouponQr", "Coupons", "Get a coupon's QR code",
                "Returns the coupon's code as a QR code, a picture in SVG that scales to any size. A till that scans "
                    + "it reads the code itself. The picture never changes and exists for every coupon, also after "
                    + "its redemption.")
            .Scope(Scopes.MembershipRead).WithMetadata(new ResolvesCodes())
            .Produces<string>(StatusCodes.Status200OK, MediaTypes.Svg)
            .Problems(CouponProblems.CouponNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancel)
        {
            var (coupon, _) = await db.FindCoupon(caller.Shop.Id, query.CouponCode, cancel);
            using var generator = new QRCodeGenerator();
            using var modules = generator.CreateQrCode(coupon.Code, QRCodeGenerator.ECCLevel.M);
            using var picture = new SvgQRCode(modules);
            return picture.GetGraphic(PixelsPerModule);
        }
    }
}
