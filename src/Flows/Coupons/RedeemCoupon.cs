using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Flows.Coupons;

/// <summary>
/// Records that an order used a coupon (核销). The order may be reported before or after; where it was refunded already,
/// the coupon is returned at once by the terms of its template.
/// </summary>
internal static class RedeemCoupon
{
    /// <summary>The code as it was typed or scanned, and the report.</summary>
    public sealed record Command(string CouponCode, RedemptionContent Body)
        : IRequest<CreatedOrExisting<CouponRedemption>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/coupons/{couponCode}/redemptions", (
                string couponCode, RedemptionContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(couponCode, body), cancel))
            .Describe(
                "redeemCoupon", "Coupons", "Redeem a coupon",
                "Records that an order used a coupon. Report it when the order is placed, so that no other order "
                    + "uses the coupon, and return it when the order is cancelled. The validity counts at "
                    + "`redeemedAt`: a report that arrives after the expiry is in time. What the storefront has "
                    + "given is recorded: a coupon that was not yet valid, had expired, belongs to another customer "
                    + "or took off more than its terms allow gives a warning. The same report again returns the "
                    + "redemption as it is; other content for the same order, and a second order, are refused with "
                    + "409. State the discount in the order too, with the coupon's `fundedBy`, which commission reads.")
            .Example("""
                {"orderId": "o-20260131-7", "redeemedAt": "2026-01-31T09:58:00Z",
                 "discount": {"amount": 1000, "currency": "CNY"}, "customerId": "c-1042"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                CouponProblems.CouponNotFound, RedemptionProblems.CouponRedeemed, RedemptionProblems.RedemptionConflict,
                ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.OrderId).MerchantId();
            RuleFor(c => c.Body.CustomerId!).MerchantId().When(c => c.Body.CustomerId is not null);
            RuleFor(c => c.Body.Discount).InShopCurrency();
            RuleFor(c => c.Body.Discount.Amount).AmountFrom(0);
        }
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Command, CreatedOrExisting<CouponRedemption>>
    {
        public Task<CreatedOrExisting<CouponRedemption>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(
                context.Shop.Id, transaction => Redeem(transaction, command), cancel, command.Body.OrderId);

        private async Task<CreatedOrExisting<CouponRedemption>> Redeem(ShopTransaction transaction, Command command)
        {
            var (shop, content) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var order = reads.Ladder.LockOrder(shop, content.OrderId);
            var lines = reads.Ladder.LineStates(shop);
            var found = reads.Membership.LockCoupon(shop, command.CouponCode);
            var redemptions = reads.Membership.Redemptions(shop, command.CouponCode);
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var coupon = found.First ?? throw CouponProblems.CouponNotFound.For(command.CouponCode);
            if (RedemptionDecision.Known(coupon, redemptions.List, content) is { } known)
                return new CreatedOrExisting<CouponRedemption>(known, false);

            var heard = state.First!.ResolveEventTime(
                context.Shop, context.Time, content.RedeemedAt, "#/redeemedAt");
            var sums = order.First is { } row ? RefundRules.Sums(row, lines.List) : null;
            var decision = RedemptionDecision.Of(
                coupon, content, sums?.IsRefunded == true, sums?.IsRefundedWhole == true, heard.RecordedAt);
            var batch = transaction.Batch();
            batch.Membership.Redeem(
                new PostingContext(shop, content.RedeemedAt, heard.RecordedAt), decision);
            if (heard.MovesClock) batch.MoveClock(shop, heard.RecordedAt);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<CouponRedemption>(decision.Redemption, true);
        }
    }
}
