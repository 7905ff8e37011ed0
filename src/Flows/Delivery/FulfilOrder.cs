using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// Takes a report that lines of an order were shipped or received (发货、签收), for <see cref="RecordShipment"/> and
/// <see cref="RecordCompletion"/>. The order is complete when its last line with something left is, and its commission
/// matures the plan's hold after that; what has matured stays so. Of an order that has not been reported the answer is
/// 202: the event is kept with the status `waiting` and takes effect with the order, so that nothing has to be sent
/// again. The same report again has no second effect.
/// </summary>
internal static class FulfilOrder
{
    /// <summary>A shipment or a completion.</summary>
    public sealed record Command(string OrderId, FulfilmentKind Kind, DateTimeOffset At, IReadOnlyList<string>? LineIds)
        : IRequest<IResult>
    {
        internal bool IsShipment => Kind == FulfilmentKind.Shipped;

        internal static Command Of(string orderId, RecordShipment.Body body) =>
            new(orderId, FulfilmentKind.Shipped, body.ShippedAt, body.LineIds);

        internal static Command Of(string orderId, RecordCompletion.Body body) =>
            new(orderId, FulfilmentKind.Completed, body.CompletedAt, body.LineIds);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.Shipment
            ? Of(orderId, Json.Read<RecordShipment.Body>(one.Content))
            : Of(orderId, Json.Read<RecordCompletion.Body>(one.Content));

        /// <summary>The report as an event; in whatever order its lines are named, it is the same one.</summary>
        internal ReportedEvent Reported()
        {
            var lines = LineIds?.Order(StringComparer.Ordinal).ToList();
            return new ReportedEvent(
                IsShipment ? EventKinds.Shipment : EventKinds.Completion, OrderId, null, At,
                IsShipment
                    ? Json.Write(new RecordShipment.Body(At, lines))
                    : Json.Write(new RecordCompletion.Body(At, lines)));
        }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.LineIds).Count(1, OrderContent.MaxLines).WithErrorCode("LINES_COUNT")
                .WithMessage($"Name 1 to {OrderContent.MaxLines} lines, or leave lineIds out for all.");
            RuleForEach(c => c.LineIds).MerchantId();
            RuleFor(c => c.LineIds!).Must(lines => lines.Distinct().Count() == lines.Count)
                .When(c => c.LineIds is not null).WithErrorCode("LINE_REPEATED").WithMessage("A line occurs twice.");
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, WaitingEventQueue waiting)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel) =>
            (await context.Db.Write(context.Shop.Id, transaction => Fulfil(transaction, command), cancel)).ToResult();

        private async Task<EventAnswer> Fulfil(ShopTransaction transaction, Command command)
        {
            var reported = command.Reported();
            var inputs = await FulfilmentInputs.Read(
                transaction, command.OrderId, context.Idempotency, (reported.Kind, reported.Identity));
            if (inputs.Event(reported.Kind) is { } kept) await AnswerAgain(transaction, inputs, kept, reported);
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, command.At, command.IsShipment ? "#/shippedAt" : "#/completedAt");
            if (inputs.Order is not { } order)
                return await waiting.Keep(transaction, eventTime, reported, WaitingReasons.OrderUnknown);

            var plan = await settings.Plan(transaction, inputs.State, inputs.Commission.PlanKey);
            var decision = FulfilmentDecision.Of(inputs, command, plan, eventTime.RecordedAt, eventTime.RecordedAt);
            var batch = transaction.Batch();
            decision.Write(
                batch, new PostingContext(transaction.ShopId, command.At, eventTime.RecordedAt, order.OrderKey));
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            var answer = new EventAnswer(StatusCodes.Status200OK, decision.Answer);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            await batch.Commit(transaction.Cancel);
            return answer;
        }

        /// <summary>What has become of an event that waited; it has no second effect.</summary>
        private static async Task AnswerAgain(
            ShopTransaction transaction, FulfilmentInputs inputs, WaitingEventRow kept, ReportedEvent reported)
        {
            WaitingEventQueue.AnswerAgain(kept);
            var there = kept.AppliedTo == reported.OrderId
                ? inputs
                : await FulfilmentInputs.Read(transaction, kept.AppliedTo!);
            throw new IdempotentReplayException(
                StatusCodes.Status200OK, OrderFulfilment.Of(there.Order!, there.KnownLines, there.Maturity()));
        }
    }
}
