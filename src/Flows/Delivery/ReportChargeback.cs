using SocialCommerce.Commissions.Holds;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// Takes a report that a chargeback of an order's payment was opened, won or lost, for <see cref="OpenChargeback"/> and
/// <see cref="DecideChargeback"/>. While it is open, what the order earned is held; won sets it free, lost refunds what
/// is left of the order, under the chargeback's id. Of an order that has not been reported the answer is 202: the event
/// is kept with the status `waiting` and takes effect with the order. So is an outcome that is reported before its
/// chargeback.
/// </summary>
internal static class ReportChargeback
{
    /// <summary>Opens a chargeback, or decides it, where an outcome is given.</summary>
    public sealed record Command(string OrderId, string ChargebackId, DateTimeOffset At, string? Outcome)
        : IRequest<IResult>
    {
        /// <summary>What a refund under the chargeback's id would be read with.</summary>
        internal RefundContent Stub => new(ChargebackId, At);

        internal static Command Of(string orderId, OpenChargeback.Body body) =>
            new(orderId, body.ChargebackId, body.OpenedAt, null);

        internal static Command Of(string orderId, string chargebackId, DecideChargeback.Body body) =>
            new(orderId, chargebackId, body.DecidedAt, body.Outcome);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.Chargeback
            ? Of(orderId, Json.Read<OpenChargeback.Body>(one.Content))
            : Of(orderId, one.ReferenceId!, Json.Read<DecideChargeback.Body>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => Outcome is null
            ? new ReportedEvent(
                EventKinds.Chargeback, OrderId, ChargebackId, At,
                Json.Write(new OpenChargeback.Body(ChargebackId, At)))
            : new ReportedEvent(
                EventKinds.ChargebackOutcome, OrderId, ChargebackId, At,
                Json.Write(new DecideChargeback.Body(Outcome, At)));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.ChargebackId).MerchantId();
            RuleFor(c => c.Outcome!).OneOf(Chargeback.Won, Chargeback.Lost).When(c => c.Outcome is not null);
        }
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, WaitingEventQueue waiting, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var (answer, lost) = await context.Db.Write(
                context.Shop.Id, transaction => Record(transaction, command), cancel);
            if (lost is not null)
                await upkeep.After(context.Shop, lost.Commissions, lost.Reading.Chain, lost.Promotions, cancel);
            return answer.ToResult();
        }

        private async Task<(EventAnswer, RefundByDecision?)> Record(ShopTransaction transaction, Command command)
        {
            var reported = command.Reported();
            var inputs = await RefundInputs.Read(transaction, transaction.ShopId, command.OrderId, command.Stub, null);
            if (inputs.Event(reported.Kind) is { } kept)
                WaitingEventQueue.AnswerAgain(
                    kept, reported,
                    command.Outcome is null ? DeliveryProblems.ChargebackIdReused : DeliveryProblems.ChargebackDecided);
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, command.At, command.Outcome is null ? "#/openedAt" : "#/decidedAt");
            // What was attached to another order is known there, and so is what follows from it.
            if (inputs.Event(EventKinds.Chargeback) is { AppliedTo: { } other } opened
                && opened.OrderId == command.OrderId && other != command.OrderId)
            {
                command = command with { OrderId = other };
                inputs = await RefundInputs.Read(transaction, transaction.ShopId, other, command.Stub, null);
            }
            if (WaitsFor(inputs, command) is { } reason)
                return (await waiting.Keep(transaction, eventTime, reported, reason), null);

            var step = ChargebackStep.Of(inputs, command);
            var answer = new EventAnswer(StatusCodes.Status200OK, Json.Write(step.Now));
            if (step.IsKnown) return (answer, null);
            var batch = transaction.Batch();
            var posting = new PostingContext(
                transaction.ShopId, command.At, eventTime.RecordedAt, inputs.Order!.OrderKey);
            var lost = await step.Write(transaction, batch, posting, context, settings);
            if (step.Opens)
                batch = await waiting.Follow(
                    transaction, batch, inputs.Event(
                        EventKinds.ChargebackOutcome), command.OrderId, eventTime.RecordedAt);
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            await batch.Commit(transaction.Cancel);
            return (answer, lost);
        }

        /// <summary>Why the event cannot be applied yet, or null.</summary>
        private static string? WaitsFor(RefundInputs inputs, Command command)
        {
            var named = inputs.Chargeback?.OrderId ?? inputs.Event(EventKinds.Chargeback)?.OrderId;
            if (named is not null && named != command.OrderId)
                throw DeliveryProblems.ChargebackIdReused.Because($"A chargeback of order '{named}' has this id.");
            if (inputs.Order is not null)
                return command.Outcome is not null && inputs.Chargeback is null
                    ? WaitingReasons.ChargebackUnknown
                    : null;
            if (command.Outcome is null) ChargebackStep.RefuseRefundId(inputs);
            return WaitingReasons.OrderUnknown;
        }
    }
}
