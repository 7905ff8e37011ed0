using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// A refund was undone: it failed at the bank, or its order was reinstated. What it took is taken out of the order's
/// sums, and commission, points, growth, spend and team sums become what the same formula gives without it, by the
/// order's own snapshot, also after maturity, settlement, payout and the close of the month. Once for each refund: the
/// same cancellation again gives the same answer, another one 409. A cancellation that is reported before its refund or
/// its order waits (202); when the refund comes, neither has an effect. Refunds of the order that waited because they
/// exceeded what was left take effect if they fit now. A lost chargeback's refund, which has the chargeback's id, is
/// cancelled in the same way when the card scheme reverses it: what the partners lost by it is theirs again.
///
/// Example: an order of 76.16 pays a commission of 7.62 at 10 %. A refund of 57.42 leaves 18.74, the commission falls
/// to 1.87. The bank returns the money and the refund is cancelled: the commission is 7.62 again. The true refund of
/// 76.16 then leaves 0 and takes back all of the commission; nothing is refused.
/// </summary>
internal static class CancelRefund
{
    /// <summary>Which refund, and the report.</summary>
    public sealed record Command(string OrderId, string RefundId, RefundCancellation Body) : IRequest<IResult>
    {
        /// <summary>What the refund is read with.</summary>
        internal RefundContent Stub => new(RefundId, Body.CancelledAt);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) =>
            new(orderId, one.ReferenceId!, Json.Read<RefundCancellation>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => new(
            EventKinds.RefundCancellation, OrderId, RefundId, Body.CancelledAt, Json.Write(Body));
    }

    /// <summary>What a cancellation did.</summary>
    /// <param name="RefundId">The refund.</param>
    /// <param name="OrderId">The order on which the refund had its effect.</param>
    /// <param name="CancelledAt">When it was cancelled.</param>
    /// <param name="Status" example="cancelled"><c>cancelled</c>.</param>
    /// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Goods">Goods that count as paid again.</param>
    /// <param name="Commissions">How each commission of the order changed.</param>
    /// <param name="Points">How the buyer's points changed.</param>
    /// <param name="Promotions">Who reached a partner tier when it was evaluated.</param>
    public sealed record Result(
        string RefundId, string OrderId, DateTimeOffset CancelledAt, string Status, DateTimeOffset RecordedAt,
        string Reason, Money Goods, IReadOnlyList<RefundOrder.Changed> Commissions, long Points,
        IReadOnlyList<RecordPaidOrder.Promoted> Promotions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/refunds/{refundId}/cancellation", (
                string orderId, string refundId, RefundCancellation body, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Command(orderId, refundId, body), cancel))
            .Describe(
                "cancelRefund", "Orders", "Cancel a refund",
                "Records that a refund was cancelled because it failed at the bank or its order was reinstated. The "
                    + "refund is removed from the order's sums; commission, points, growth, spend and team sales "
                    + "become what the same formula gives without it, by the order's own snapshot, also after "
                    + "maturity, settlement, payout or the close of the month. Waiting refunds of the order take "
                    + "effect if they fit now. The refund of a lost chargeback, which has the chargeback's id, is "
                    + "cancelled the same way when the card scheme reverses it. A cancellation of an unknown refund "
                    + "or order waits (202), and neither it nor the refund has an effect. Each refund is cancelled "
                    + "once: the same cancellation again returns the same answer, another one is refused with "
                    + "409.\n\nExample: an order of 76.16 pays a commission of 7.62 at 10 %. A refund of 57.42 "
                    + "leaves 18.74, and the commission falls to 1.87. The bank returns the money and the refund is "
                    + "cancelled: the commission is 7.62 again. The correct refund of 76.16 then leaves 0 and takes "
                    + "back all of the commission.")
            .Example("""{"cancelledAt": "2026-02-07T03:00:00Z", "reason": "The bank sent it back"}""")
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends().AnswersOrWaits<Result>()
            .Problems(
                RefundProblems.CancellationConflict, DeliveryProblems.ChargebackIdTaken, RefundProblems.RefundConflict,
                RefundProblems.RefundUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    /// <summary>Whether a cancellation fits: its refund took effect on the order, and was not cancelled.</summary>
    /// <exception cref="ProblemException">422 or 409 when it does not.</exception>
    internal static void Check(string orderId, KnownRefund? known, bool isChargeback)
    {
        if (known is null && isChargeback)
            throw DeliveryProblems.ChargebackIdTaken.Because(
                "It is a chargeback that has refunded nothing; report its outcome.", "#/refundId");
        if (known is null)
            throw RefundProblems.RefundUnknown.Because($"The order '{orderId}' has no such refund.", "#/refundId");
        if (known.AppliedTo != orderId)
            throw RefundProblems.RefundConflict.Because($"It is a refund of order '{known.AppliedTo}'.", "#");
        if (known.Cancellation is not null)
            throw RefundProblems.CancellationConflict.Because("The refund was cancelled already.", "#");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.RefundId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
        }
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, WaitingEventQueue waiting, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var (answer, late) = await context.Db.Write(
                context.Shop.Id, transaction => Cancel(transaction, command), cancel);
            if (late is not null)
                await upkeep.After(context.Shop, late.Commissions, late.Reading.Chain, late.Promotions, cancel);
            return answer.ToResult();
        }

        private async Task<(EventAnswer, RefundByDecision?)> Cancel(ShopTransaction transaction, Command command)
        {
            var reported = command.Reported();
            var inputs = await RefundInputs.Read(
                transaction, transaction.ShopId, command.OrderId, command.Stub, context.Idempotency);
            if (inputs.Event(EventKinds.RefundCancellation) is { } kept)
                WaitingEventQueue.AnswerAgain(kept, reported, RefundProblems.CancellationConflict);
            if (inputs.Known?.Cancellation is not null) AnswerAgain(command, inputs.Known);
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, command.Body.CancelledAt, "#/cancelledAt");
            // What a person sent to another order is known there.
            if (inputs.Known is { } known && known.OrderId == command.OrderId && known.AppliedTo != command.OrderId)
            {
                command = command with { OrderId = known.AppliedTo };
                inputs = await RefundInputs.Read(transaction, transaction.ShopId, known.AppliedTo, command.Stub, null);
            }
            if (inputs.Known is null && inputs.Chargeback is null)
                return (await KeepWithoutRefund(transaction, inputs, eventTime, reported), null);

            Check(command.OrderId, inputs.Known, inputs.Chargeback is not null);
            var late = await RefundByDecision.Of(
                transaction, context, settings, inputs, command.Stub, eventTime.RecordedAt, true);
            var batch = transaction.Batch();
            var answer = new EventAnswer(
                StatusCodes.Status200OK, (await late.Cancel(transaction, command.Body)).Write(batch).Refund.Answer);
            batch = await waiting.RetryRefunds(transaction, batch, command.OrderId, eventTime.RecordedAt);
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            await batch.Commit(transaction.Cancel);
            return (answer, late);
        }

        /// <summary>Waits for the refund; or ends it, where the refund has no effect yet, or never will.</summary>
        private Task<EventAnswer> KeepWithoutRefund(
            ShopTransaction transaction, RefundInputs inputs, EventTime eventTime, ReportedEvent reported)
        {
            var refund = inputs.Event(EventKinds.Refund);
            if (refund is not null && refund.OrderId != reported.OrderId)
                throw RefundProblems.RefundConflict.Because($"It is a refund of order '{refund.OrderId}'.", "#");
            var reason = inputs.Order is null ? WaitingReasons.OrderUnknown : WaitingReasons.RefundUnknown;
            return waiting.Keep(transaction, eventTime, reported, refund?.Reason ?? reason, refund);
        }

        /// <summary>The same cancellation again: the same answer. With other content: 409.</summary>
        private static void AnswerAgain(Command command, KnownRefund known)
        {
            var same = command.OrderId == known.OrderId || command.OrderId == known.AppliedTo;
            var before = Json.Read<RefundCancellation>(known.Cancellation!);
            var pointer = same ? JsonDifference.First(before, command.Body) : "#";
            if (pointer is not null)
                throw RefundProblems.CancellationConflict.Because(
                    $"Refund '{command.RefundId}' was cancelled by another report.", pointer);
            throw new IdempotentReplayException(StatusCodes.Status200OK, known.CancellationAnswer!);
        }
    }
}
