using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// Takes a report that an after-sale case of an order, or of some of its lines, was opened or closed, for
/// <see cref="OpenAfterSale"/> and <see cref="CloseAfterSale"/>. While a case is open the order does not complete
/// automatically and does not mature, and the days of the case count for neither. Commission that matured before the
/// case was recorded stays matured. For an order that has not been reported the answer is 202: the event is stored with
/// the status `waiting` and takes effect with the order. So is a closure that is reported before its case.
/// </summary>
internal static class ReportAfterSale
{
    /// <summary>Opens a case, or closes it, where that time is given.</summary>
    public sealed record Command(
        string OrderId, string CaseId, DateTimeOffset? OpenedAt, IReadOnlyList<string>? LineIds,
        DateTimeOffset? ClosedAt) : IRequest<IResult>
    {
        internal bool Closes => ClosedAt is not null;

        internal DateTimeOffset At => ClosedAt ?? OpenedAt!.Value;

        internal static Command Of(string orderId, OpenAfterSale.Body body) =>
            new(orderId, body.CaseId, body.OpenedAt, body.LineIds, null);

        internal static Command Of(string orderId, string caseId, CloseAfterSale.Body body) =>
            new(orderId, caseId, null, null, body.ClosedAt);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.AfterSale
            ? Of(orderId, Json.Read<OpenAfterSale.Body>(one.Content))
            : Of(orderId, one.ReferenceId!, Json.Read<CloseAfterSale.Body>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => new(
            Closes ? EventKinds.AfterSaleClosure : EventKinds.AfterSale, OrderId, CaseId, At,
            Closes ? Json.Write(new CloseAfterSale.Body(At)) : Json.Write(new OpenAfterSale.Body(CaseId, At, LineIds)));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.CaseId).MerchantId();
            RuleFor(c => c.LineIds).Count(1, OrderContent.MaxLines).WithErrorCode("LINES_COUNT")
                .WithMessage($"Name 1 to {OrderContent.MaxLines} lines, or leave lineIds out for all.");
            RuleForEach(c => c.LineIds).MerchantId();
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, WaitingEventQueue waiting)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel) =>
            (await context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel)).ToResult();

        private async Task<EventAnswer> Record(ShopTransaction transaction, Command command)
        {
            var reported = command.Reported();
            var inputs = await Read(transaction, command, context.Idempotency);
            if (inputs.Event(reported.Kind) is { } kept)
                WaitingEventQueue.AnswerAgain(
                    kept, reported, command.Closes ? DeliveryProblems.CaseClosed : DeliveryProblems.CaseIdReused);
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, command.At, command.Closes ? "#/closedAt" : "#/openedAt");
            // What was attached to another order is known there, and so is what follows from it.
            if (inputs.Event(EventKinds.AfterSale)?.AppliedTo is { } other && other != command.OrderId)
                inputs = await Read(transaction, command = command with { OrderId = other }, null);
            if (inputs.Order is not { } order)
                return await waiting.Keep(transaction, eventTime, reported, WaitingReasons.OrderUnknown);
            if (command.Closes && inputs.Case(command.CaseId) is null)
                return await waiting.Keep(transaction, eventTime, reported, WaitingReasons.CaseUnknown);

            var plan = await settings.Plan(transaction, inputs.State, inputs.Commission.PlanKey);
            var decision = AfterSaleDecision.Of(inputs, command, plan, eventTime.RecordedAt, eventTime.RecordedAt);
            var answer = new EventAnswer(StatusCodes.Status200OK, Json.Write(decision.Answer));
            if (decision.IsKnown) return answer;
            var batch = transaction.Batch();
            decision.Write(
                batch, new PostingContext(transaction.ShopId, command.At, eventTime.RecordedAt, order.OrderKey));
            if (!command.Closes)
                batch = await waiting.Follow(
                    transaction, batch, inputs.Event(EventKinds.AfterSaleClosure), order.OrderId, eventTime.RecordedAt);
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            await batch.Commit(transaction.Cancel);
            return answer;
        }

        private static Task<FulfilmentInputs> Read(
            ShopTransaction transaction, Command command, Idempotency? idempotency)
        {
            var identity = ReportedEvent.IdentityOf(EventKinds.AfterSale, command.OrderId, command.CaseId);
            return FulfilmentInputs.Read(
                transaction, command.OrderId, idempotency, (EventKinds.AfterSale, identity),
                (EventKinds.AfterSaleClosure, identity));
        }
    }
}
