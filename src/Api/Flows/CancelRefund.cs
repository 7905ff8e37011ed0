using FluentValidation;
using MediatR;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

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
public static class CancelRefund
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
    /// <param name="Status"><c>cancelled</c>.</param>
    /// <param name="RecordedAt">When we heard of it, by the shop's clock.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Goods">Goods that count as paid again.</param>
    /// <param name="Commissions">How each commission of the order changed.</param>
    /// <param name="Points">How the buyer's points changed.</param>
    /// <param name="Promotions">Who reached a partner tier when it was evaluated.</param>
    public sealed record Result(
        string RefundId, string OrderId, DateTimeOffset CancelledAt, string Status, DateTimeOffset RecordedAt,
        string Reason, Money Goods, IReadOnlyList<RefundOrder.Changed> Commissions, long Points,
        IReadOnlyList<SettlePaidOrder.Promoted> Promotions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/refunds/{refundId}/cancellation", (
                string orderId, string refundId, RefundCancellation body, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Command(orderId, refundId, body), cancel))
            .Describe("cancelRefund", "Orders", "Report that a refund was cancelled")
            .Scope(Scopes.LadderWrite).Repeatable().ForBackends().AnswersOrWaits<Result>();

    /// <summary>Whether a cancellation fits: its refund took effect on the order, and was not cancelled.</summary>
    /// <exception cref="Refused">422 or 409 when it does not.</exception>
    internal static void Check(string orderId, KnownRefund? known, bool isChargeback)
    {
        if (known is null && isChargeback)
            throw Refused.Conflict(
                "CHARGEBACK_ID_TAKEN", "It is a chargeback that has refunded nothing; report its outcome.",
                "#/refundId");
        if (known is null)
            throw Refused.Invalid("REFUND_UNKNOWN", $"The order '{orderId}' has no such refund.", "#/refundId");
        if (known.AppliedTo != orderId)
            throw Refused.Conflict("REFUND_CONFLICT", $"It is a refund of order '{known.AppliedTo}'.", "#");
        if (known.Cancellation is not null)
            throw Refused.Conflict("CANCELLATION_CONFLICT", "The refund was cancelled already.", "#");
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

    internal sealed class Handler(Desk desk, Settings settings, WaitingEvents waiting, TierUpkeep upkeep)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var (answer, late) = await desk.Db.Write(desk.Shop.Id, work => Cancel(work, command), cancel);
            if (late is not null)
                await upkeep.After(desk.Shop, late.Commissions, late.Reading.Chain, late.Promotions, cancel);
            return answer.ToResult();
        }

        private async Task<(EventAnswer, LateRefund?)> Cancel(Work work, Command command)
        {
            var reported = command.Reported();
            var reading = await RefundReading.Read(
                work, work.ShopId, command.OrderId, command.Stub, desk.Idempotency);
            if (reading.Event(EventKinds.RefundCancellation) is { } kept) WaitingEvents.AnswerAgain(kept, reported);
            if (reading.Known?.Cancellation is not null) AnswerAgain(command, reading.Known);
            var hearing = reading.State.Hear(desk.Shop, desk.Time, command.Body.CancelledAt, "#/cancelledAt");
            // What a person sent to another order is known there.
            if (reading.Known is { } known && known.OrderId == command.OrderId && known.AppliedTo != command.OrderId)
            {
                command = command with { OrderId = known.AppliedTo };
                reading = await RefundReading.Read(work, work.ShopId, known.AppliedTo, command.Stub, null);
            }
            if (reading.Known is null && reading.Chargeback is null)
                return (await KeepWithoutRefund(work, reading, hearing, reported), null);

            Check(command.OrderId, reading.Known, reading.Chargeback is not null);
            var late = await LateRefund.Of(work, desk, settings, reading, command.Stub, hearing.RecordedAt, true);
            var batch = work.Batch();
            var answer = new EventAnswer(
                StatusCodes.Status200OK, (await late.Cancel(work, command.Body)).Write(batch).Refund.Answer);
            batch = await waiting.RetryRefunds(work, batch, command.OrderId, hearing.RecordedAt);
            if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
            desk.Idempotency.Keep(batch, work.ShopId, answer.Status, answer.Json);
            await batch.Commit(work.Cancel);
            return (answer, late);
        }

        /// <summary>Waits for the refund; or ends it, where the refund has no effect yet, or never will.</summary>
        private Task<EventAnswer> KeepWithoutRefund(
            Work work, RefundReading reading, Hearing hearing, ReportedEvent reported)
        {
            var refund = reading.Event(EventKinds.Refund);
            if (refund is not null && refund.OrderId != reported.OrderId)
                throw Refused.Conflict("REFUND_CONFLICT", $"It is a refund of order '{refund.OrderId}'.", "#");
            var reason = reading.Order is null ? WaitingReasons.OrderUnknown : WaitingReasons.RefundUnknown;
            return waiting.Keep(work, hearing, reported, refund?.Reason ?? reason, refund);
        }

        /// <summary>The same cancellation again: the same answer. With other content: 409.</summary>
        private static void AnswerAgain(Command command, KnownRefund known)
        {
            var same = command.OrderId == known.OrderId || command.OrderId == known.AppliedTo;
            var before = Json.Read<RefundCancellation>(known.Cancellation!);
            var pointer = same ? JsonDifference.First(before, command.Body) : "#";
            if (pointer is not null)
                throw Refused.Conflict(
                    "CANCELLATION_CONFLICT", $"Refund '{command.RefundId}' was cancelled by another report.", pointer);
            throw new Replayed(StatusCodes.Status200OK, known.CancellationAnswer!);
        }
    }
}
