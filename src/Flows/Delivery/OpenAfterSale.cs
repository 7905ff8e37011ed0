using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// An after-sale case of an order, or of some of its lines, was opened or closed. While a case is open the order does
/// not complete automatically and does not mature, and the days of the case count for neither. Commission that matured
/// before the case was recorded stays matured. For an order that has not been reported the answer is 202: the event is
/// stored with the status `waiting` and takes effect with the order. So is a closure that is reported before its case.
/// </summary>
internal static class OpenAfterSale
{
    /// <summary>A case.</summary>
    /// <param name="CaseId">The merchant's own id.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="LineIds">The lines concerned; leave it out for the whole order.</param>
    public sealed record Body(string CaseId, DateTimeOffset OpenedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>The end of a case.</summary>
    public sealed record Closure(DateTimeOffset ClosedAt);

    /// <summary>Opens a case, or closes it, where that time is given.</summary>
    public sealed record Command(
        string OrderId, string CaseId, DateTimeOffset? OpenedAt, IReadOnlyList<string>? LineIds,
        DateTimeOffset? ClosedAt) : IRequest<IResult>
    {
        internal bool Closes => ClosedAt is not null;

        internal DateTimeOffset At => ClosedAt ?? OpenedAt!.Value;

        internal static Command Of(string orderId, Body body) =>
            new(orderId, body.CaseId, body.OpenedAt, body.LineIds, null);

        internal static Command Of(string orderId, string caseId, Closure body) =>
            new(orderId, caseId, null, null, body.ClosedAt);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.AfterSale
            ? Of(orderId, Json.Read<Body>(one.Content))
            : Of(orderId, one.ReferenceId!, Json.Read<Closure>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => new(
            Closes ? EventKinds.AfterSaleClosure : EventKinds.AfterSale, OrderId, CaseId, At,
            Closes ? Json.Write(new Closure(At)) : Json.Write(new Body(CaseId, At, LineIds)));
    }

    /// <summary>The case, and what it does to the order.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="AfterSale">The case.</param>
    /// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
    /// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
    public sealed record Result(
        string OrderId, AfterSale AfterSale, DateTimeOffset? CompletedAt = null, DateTimeOffset? MaturesAt = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/after-sales", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(Command.Of(orderId, body), cancel))
            .Describe(
                "openAfterSale", "Orders", "Open an after-sale case",
                "Records that an after-sale case was opened for an order or for some of its lines. While a case is "
                    + "open, the order neither completes automatically nor matures, and the time is not counted "
                    + "towards either; commission that had matured before the report stays mature. A case of an "
                    + "unknown order is stored with the status `waiting` (202) and takes effect with the order. "
                    + "Repeating the report has no second effect; another case under the same id is refused with "
                    + "409, and a case opened before the payment or for an unknown line with 422.")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Support).AnswersOrWaits<Result>()
            .Problems(
                DeliveryProblems.CaseClosed, DeliveryProblems.CaseIdReused, DeliveryProblems.BeforeOpening,
                OrderProblems.BeforePayment, DeliveryProblems.CaseUnknown, AccessProblems.IdempotencyKeyReused,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
        routes.MapPost("/v1/orders/{orderId}/after-sales/{caseId}/closure", (
                string orderId, string caseId, Closure body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(Command.Of(orderId, caseId, body), cancel))
            .Describe(
                "closeAfterSale", "Orders", "Close an after-sale case",
                "Records that an after-sale case was closed. The order can complete and mature again unless another "
                    + "case is open. A closure that arrives before its case or its order waits for it (202). "
                    + "Repeating the closure has no second effect; a closure at another time is refused with 409, "
                    + "and one before the opening with 422.")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Support).AnswersOrWaits<Result>()
            .Problems(
                DeliveryProblems.CaseClosed, DeliveryProblems.CaseIdReused, DeliveryProblems.BeforeOpening,
                OrderProblems.BeforePayment, DeliveryProblems.CaseUnknown, AccessProblems.IdempotencyKeyReused,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.CaseId).MerchantId();
            RuleFor(c => c.LineIds).Must(lines => lines is null or { Count: >= 1 and <= FulfilOrder.MaxLines })
                .WithErrorCode("LINES_COUNT")
                .WithMessage($"Name 1 to {FulfilOrder.MaxLines} lines, or leave lineIds out for all.");
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
                    kept, reported,
                    command.ClosedAt is null ? DeliveryProblems.CaseIdReused : DeliveryProblems.CaseClosed);
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
