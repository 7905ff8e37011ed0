using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Amendments;

/// <summary>
/// Reports a change of an order after payment: a line or units added, a line taken off, a price or discount changed.
/// The body has the changed and added lines as they are now, and the parts of the order that changed, such as tenders;
/// what it does not name stays. Each commission becomes what the same formula gives for the amended lines, by the
/// order's own snapshot and plan version, and only the difference is booked, also after maturity, settlement, payout
/// and the close of the month. What was refunded stays refunded: refunds are measured against the amended lines.
/// Points, growth, member tiers, spend and team sales follow. Amendments may come in any order: of two that name the
/// same line or part, the one with the later `amendedAt` holds.
///
/// The same amendment again gives the same answer, another body under its id 409. Of an order that has not been
/// reported the answer is 202: the amendment waits and takes effect with the order. What cannot be read is refused with
/// 422: another product on a line that the order has, an amount in another currency. A quantity below what came back is
/// taken with the warning `quantityBelowRefunded`, tenders that miss what is due with `tendersDoNotAddUp`. Refunds of
/// the order that waited take effect if they fit now. An amendment gets no more from the budget of a rule than the
/// order reserved when it was paid.
///
/// Example: one unit at 100.00 pays a commission of 10.00 at 10 %. An amendment makes it two units at 100.00 and adds a
/// line of 50.00: the commission becomes 25.00, and 15.00 is booked. One of the two units was refunded before: 150.00
/// is left, the commission becomes 15.00.
/// </summary>
internal static class AmendOrder
{
    /// <summary>An amendment of an order.</summary>
    public sealed record Command(string OrderId, OrderAmendment Body) : IRequest<IResult>
    {
        /// <summary>What the order is read with.</summary>
        internal RefundContent Stub => new(Body.AmendmentId, Body.AmendedAt);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) =>
            new(orderId, Json.Read<OrderAmendment>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => new(
            EventKinds.Amendment, OrderId, Body.AmendmentId, Body.AmendedAt, Json.Write(Body));
    }

    /// <summary>What an amendment did.</summary>
    /// <param name="AmendmentId">The merchant's id.</param>
    /// <param name="OrderId">The order that it changed.</param>
    /// <param name="AmendedAt">When the order was changed.</param>
    /// <param name="Status"><c>applied</c>.</param>
    /// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
    /// <param name="Due">What the buyer owes for the goods now, before refunds.</param>
    /// <param name="Value">What points, growth and spend count of the goods now, before refunds.</param>
    /// <param name="Left">What is left of the value after refunds.</param>
    /// <param name="Commissions">How each commission of the order changed.</param>
    /// <param name="Points">How the buyer's points changed.</param>
    /// <param name="Promotions">Who reached a partner tier when it was evaluated.</param>
    /// <param name="Warnings">What could not be taken as it was sent.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Result(
        string AmendmentId, string OrderId, DateTimeOffset AmendedAt, string Status, DateTimeOffset RecordedAt,
        Money Due, Money Value, Money Left, IReadOnlyList<RefundOrder.Changed> Commissions, long Points,
        IReadOnlyList<RecordPaidOrder.Promoted> Promotions, IReadOnlyList<OrderWarning>? Warnings = null,
        string? Reason = null)
    {
        /// <summary>What the answer says of an amendment that takes effect.</summary>
        internal static Result Of(
            Shop shop, OrderState order, OrderAmendmentOutcome amended, RefundEffect effect, PostingContext posting,
            IReadOnlyList<RefundOrder.Changed> changed, long points,
            IReadOnlyList<RecordPaidOrder.Promoted> promoted) => new(
            amended.Amendment.AmendmentId, order.OrderId, amended.Amendment.AmendedAt, RefundSql.Applied,
            posting.RecordedAt, shop.Money(amended.Lines.Sum(line => line.DueMinor)),
            shop.Money(amended.Lines.Sum(line => line.ValueMinor)), shop.Money(effect.Left.Sum()), changed, points,
            promoted, amended.Warnings.Count > 0 ? amended.Warnings : null, amended.Amendment.Reason);
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/amendments", (
                string orderId, OrderAmendment amendment, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, amendment), cancel))
            .Describe(
                "amendOrder", "Orders", "Record an order amendment",
                "Records a change of an order after payment: lines or units added, a line removed, a price or "
                    + "discount changed. Send the changed and added lines as they are now, and the parts of the "
                    + "order that changed, such as tenders; everything else stays. Each commission becomes what the "
                    + "same formula gives for the amended lines, by the order's own snapshot and plan version, and "
                    + "only the difference is booked, also after maturity, settlement, payout or the close of the "
                    + "month. Refunds stay and are measured against the amended lines; waiting refunds take effect "
                    + "if they fit now. Points, growth, member tiers, spend and team sales follow. Amendments may "
                    + "arrive in any order: for the same line or part, the later `amendedAt` wins. An amendment "
                    + "never receives more of a budget than the order reserved when it was paid. An exchange is one "
                    + "amendment: `returned` names the units that came back, `lines` what was given for them.\n\n"
                    + "An amendment of an unknown order waits for the order (202). Sending the same amendment again "
                    + "returns the same "
                    + "answer; other content under its id is refused with 409, and another product on an existing "
                    + "line or another currency with 422. A quantity below the units refunded is accepted with the "
                    + "warning `quantityBelowRefunded`, tenders that do not match the amount due with "
                    + "`tendersDoNotAddUp`.\n\nExample: one unit at 100.00 pays a commission of 10.00 at 10 %. An "
                    + "amendment makes it two units and adds a line of 50.00: the commission becomes 25.00, and "
                    + "15.00 is booked. If one of the two units was refunded before, 150.00 is left and the "
                    + "commission becomes 15.00. An exchange of that unit for a size of 120.00, `\"returned\": "
                    + "[{\"lineId\": \"1\", \"quantity\": 1}]` and a line of 120.00, books 2.00 and the points "
                    + "of 20.00.")
            .Example("""
                {"amendmentId": "am-20260201-1", "amendedAt": "2026-02-01T01:00:00Z", "lines": [ {"lineId": "1",
                 "productId": "p-serum", "quantity": 3, "unitPrice": {"amount": 19900, "currency": "CNY"}},
                 {"lineId": "2", "productId": "p-mask", "quantity": 1, "unitPrice": {"amount": 9900,
                 "currency": "CNY"}}], "tenders": [{"kind": "wallet", "amount": {"amount": 70600,
                 "currency": "CNY"}}], "reason": "The buyer called to add a mask"}
                """)
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends().Produces<Result>(StatusCodes.Status201Created)
            .Produces<WaitingEvent>(StatusCodes.Status202Accepted)
            .Problems(
                AmendmentProblems.AmendmentConflict, AmendmentProblems.AmountOutOfRange, AmendmentProblems.LinesCount,
                AmendmentProblems.LineProductChanged, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.OrderId).MerchantId();
            RuleFor(command => command.Body).SetValidator(new AmendmentValidator());
        }
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, WaitingEventQueue waiting, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var (answer, late) = await context.Db.Write(
                context.Shop.Id, transaction => Amend(transaction, command), cancel);
            if (late is not null)
                await upkeep.After(context.Shop, late.Commissions, late.Reading.Chain, late.Promotions, cancel);
            return answer.ToResult();
        }

        private async Task<(EventAnswer, RefundByDecision?)> Amend(ShopTransaction transaction, Command command)
        {
            var (amendment, reported) = (command.Body, command.Reported());
            var inputs = await RefundInputs.Read(
                transaction, transaction.ShopId, command.OrderId, command.Stub, context.Idempotency);
            await AnswerAgain(transaction, command, reported);
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, amendment.AmendedAt, "#/amendedAt");
            if (inputs.Order is null)
                return (await waiting.Keep(transaction, eventTime, reported, WaitingReasons.OrderUnknown), null);

            var amending = await AmendmentInputs.Read(transaction, context, settings, inputs, amendment);
            var late = await RefundByDecision.Of(
                transaction, context, settings, inputs, command.Stub, eventTime.RecordedAt);
            var decision = late.Amend(amending, amendment);
            var batch = transaction.Batch();
            var answer = new EventAnswer(StatusCodes.Status201Created, decision.Write(batch).Refund.Answer);
            batch = await waiting.RetryRefunds(transaction, batch, command.OrderId, eventTime.RecordedAt);
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            await batch.Commit(transaction.Cancel);
            return (answer, late);
        }

        /// <summary>The same amendment again: the same answer. With other content: 409.</summary>
        private static async Task AnswerAgain(ShopTransaction transaction, Command command, ReportedEvent reported)
        {
            var batch = transaction.Batch();
            var known = batch.Ladder.FindAmendment(transaction.ShopId, command.Body.AmendmentId);
            var events = batch.Ladder.FindEvents(transaction.ShopId, (EventKinds.Amendment, command.Body.AmendmentId));
            await batch.Run(transaction.Cancel);
            if (events.First is { } kept)
                WaitingEventQueue.AnswerAgain(kept, reported, AmendmentProblems.AmendmentConflict);
            if (known.First is not { } before) return;
            var same = command.OrderId == before.OrderId || command.OrderId == before.AppliedTo;
            var pointer = same ? JsonDifference.First(before.Content, command.Body) : "#";
            if (pointer is not null)
                throw AmendmentProblems.AmendmentConflict.Because(
                    $"Amendment '{command.Body.AmendmentId}' is known with other content.", pointer);
            throw new IdempotentReplayException(StatusCodes.Status201Created, before.Answer);
        }
    }
}
