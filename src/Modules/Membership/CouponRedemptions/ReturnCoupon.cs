using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>Gives a coupon back that an order used: the order was cancelled, or the shop is generous.</summary>
internal static class ReturnCoupon
{
    /// <summary>Why the coupon is given back.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Reason);

    /// <summary>The return of a coupon from an order.</summary>
    public sealed record Command(string CouponCode, string OrderId, Body Body) : IRequest<CouponRedemption>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/coupons/{couponCode}/redemptions/{orderId}/return", (
                string couponCode, string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(couponCode, orderId, body), cancel))
            .Describe(
                "returnCoupon", "Coupons", "Return a coupon",
                "Gives a coupon back that an order used, because the order was cancelled before it was paid or the "
                    + "shop decides so. The policy of the template is not asked, a cancelled refund does not undo "
                    + "it, and the days of grace of the template apply. Returning it again changes nothing. A refund "
                    + "of the order returns the coupon by itself where the template says so.")
            .Example("""{"reason": "The order was not paid in time"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Support, Roles.Operator)
            .Problems(
                CouponProblems.CouponNotFound, RedemptionProblems.RedemptionNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, CouponRedemption>
    {
        public Task<CouponRedemption> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Return(transaction, command), cancel, command.OrderId);

        private async Task<CouponRedemption> Return(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            var found = reads.Membership.LockCoupon(shop, command.CouponCode);
            var redemptions = reads.Membership.Redemptions(shop, command.CouponCode);
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var coupon = found.First ?? throw CouponProblems.CouponNotFound.For(command.CouponCode);
            var redemption = redemptions.List.Find(one => one.OrderId == command.OrderId)
                ?? throw RedemptionProblems.RedemptionNotFound.Because(
                    $"Order '{command.OrderId}' has not used coupon '{coupon.Code}'.");
            if (redemption.ReturnedAt is not null) return redemption.Of(coupon);

            var now = state.First!.Now(caller.Shop, time);
            var posting = new PostingContext(shop, now, now);
            var batch = transaction.Batch();
            batch.Membership.Return(posting, command.OrderId, redemption.RedemptionKey, command.Body.Reason);
            if (redemption.IsInForce)
                batch.Membership.AnnounceReturn(posting, coupon.Code, command.OrderId, coupon.CustomerId);
            batch.Log(shop, caller, new AuditEntry(
                "couponReturn", coupon.Code, null, new { command.OrderId }, command.Body.Reason));
            await batch.Commit(transaction.Cancel);
            return (redemption with { ReturnedAt = now }).Of(coupon);
        }
    }
}
