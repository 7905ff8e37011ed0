using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Privileges;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>
/// Uses a quote because its order was paid: the coupons are redeemed, the uses of privileges are recorded. What the
/// storefront has given stands, so an expired quote is committed too, and a coupon that another order has used by then
/// is left out.
/// </summary>
internal static class CommitQuote
{
    /// <summary>The order that was paid.</summary>
    /// <param name="OrderId">The order; it may be reported before or after.</param>
    /// <param name="CommittedAt">When it was paid; now if absent.</param>
    public sealed record Body(string OrderId, DateTimeOffset? CommittedAt = null);

    /// <summary>The quote and its order.</summary>
    public sealed record Command(string QuoteId, Body Body) : IRequest<Quote>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/quotes/{quoteId}/commit", (
                string quoteId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(quoteId, body), cancel))
            .Describe(
                "commitQuote", "Quotes", "Commit a quote",
                "Uses a quote because its order was paid: its coupons are redeemed by the order and its privileges are "
                    + "recorded as used, at `committedAt`. A quote that has expired is committed all the same, as the "
                    + "customer has paid; a coupon that another order uses by then is left out. Committing it again "
                    + "for the same order changes nothing; for another order, or after a release, it is refused with "
                    + "409. Report the order itself as well: `getQuote` states where the two differ.")
            .Example("""{"orderId": "o-20260131-7", "committedAt": "2026-01-31T09:30:00Z"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                QuoteProblems.QuoteNotFound, QuoteProblems.QuoteConflict, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.OrderId).MerchantId();
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Command, Quote>
    {
        public Task<Quote> Handle(Command command, CancellationToken cancel) => context.Db.Write(
            context.Shop.Id, transaction => Commit(transaction, command), cancel, command.Body.OrderId);

        private async Task<Quote> Commit(ShopTransaction transaction, Command command)
        {
            var (shop, orderId) = (context.Shop, command.Body.OrderId);
            var (row, state) = await QuoteLock.Take(transaction, command.QuoteId);
            var now = state.Now(shop, context.Time);
            if (row.OrderId == orderId) return row.At(now);
            if (row.IsCommitted || row.IsReleased)
                throw QuoteProblems.QuoteConflict.Because(
                    row.IsReleased
                        ? $"The quote '{command.QuoteId}' was released."
                        : $"The quote '{command.QuoteId}' was committed for order '{row.OrderId}'.");
            var committedAt = command.Body.CommittedAt ?? now;
            var heard = state.ResolveEventTime(shop, context.Time, committedAt, "#/committedAt");
            var posting = new PostingContext(shop.Id, committedAt, heard.RecordedAt);
            var quote = row.At(now);
            await Use(transaction, posting, state, row, quote, orderId);
            var redemptions = await Redeem(transaction, posting, quote, orderId);
            var batch = transaction.Batch();
            foreach (var redemption in redemptions) batch.Membership.Redeem(posting, redemption);
            batch.Membership.CommitQuote(shop.Id, row.Key, orderId, heard.RecordedAt);
            if (heard.MovesClock) batch.MoveClock(shop.Id, heard.RecordedAt);
            await batch.Commit(transaction.Cancel);
            return (row with { Status = "committed", OrderId = orderId }).At(now);
        }

        /// <summary>Records the uses of privileges and judges them.</summary>
        private async Task Use(
            ShopTransaction transaction, PostingContext posting, ShopState state, QuoteRow row, Quote quote,
            string orderId)
        {
            var used = quote.Used().Where(one => !one.IsOfCoupon()).ToList();
            if (used.Count == 0) return;
            var recording = transaction.Batch();
            for (var i = 0; i < used.Count; i++)
                recording.Membership.Record(posting, row.CustomerKey, new PrivilegeUseContent(
                    $"quote/{row.Key}/{i + 1}", used[i].Code, posting.OccurredAt, 1, orderId, used[i].Amount));
            var uses = new JudgedUses(
                recording, context.Shop, await settings.Members(transaction, state), row.CustomerKey);
            await recording.Run(transaction.Cancel);
            var judging = transaction.Batch();
            uses.Keep(judging, posting.RecordedAt);
            await judging.Run(transaction.Cancel);
        }

        /// <summary>The redemptions of the coupons that no order uses.</summary>
        private static async Task<List<RedemptionDecision>> Redeem(
            ShopTransaction transaction, PostingContext posting, Quote quote, string orderId)
        {
            var decisions = new List<RedemptionDecision>();
            foreach (var used in quote.Used().Where(one => one.IsOfCoupon()).OrderBy(one => one.Code))
            {
                var reads = transaction.Batch();
                var order = reads.Ladder.LockOrder(posting.ShopId, orderId);
                var lines = reads.Ladder.LineStates(posting.ShopId);
                var found = reads.Membership.LockCoupon(posting.ShopId, used.Code);
                var known = reads.Membership.Redemptions(posting.ShopId, used.Code);
                await reads.Run(transaction.Cancel);
                if (found.First is not { } coupon || known.List.Exists(one => one.IsInForce || one.OrderId == orderId))
                    continue;
                var sums = order.First is { } paid ? RefundRules.Sums(paid, lines.List) : null;
                decisions.Add(RedemptionDecision.Of(
                    coupon, new RedemptionContent(orderId, posting.OccurredAt, used.Amount, quote.CustomerId),
                    sums?.IsRefunded == true, sums?.IsRefundedWhole == true, posting.RecordedAt));
            }
            return decisions;
        }
    }
}
