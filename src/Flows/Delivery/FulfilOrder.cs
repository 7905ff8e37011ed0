using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// Lines of an order were shipped or received (发货、签收): once each. The order is complete when its last line with
/// something left is, and its commission matures the plan's hold after that; what has matured stays so. Of an order
/// that has not been reported the answer is 202: the event is kept with the status `waiting` and takes effect with
/// the order, so that nothing has to be sent again. The same report again has no second effect.
/// </summary>
internal static class FulfilOrder
{
    /// <summary>The most lines that a report names.</summary>
    internal const int MaxLines = 5_000;

    /// <summary>A shipment: of these lines, or of all that have not been shipped.</summary>
    public sealed record Shipment(DateTimeOffset ShippedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>A completion: of these lines, or of all that have not been completed.</summary>
    public sealed record Received(DateTimeOffset CompletedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>Either of them.</summary>
    public sealed record Command(string OrderId, FulfilmentKind Kind, DateTimeOffset At, IReadOnlyList<string>? LineIds)
        : IRequest<IResult>
    {
        internal bool IsShipment => Kind == FulfilmentKind.Shipped;

        internal static Command Of(string orderId, Shipment body) =>
            new(orderId, FulfilmentKind.Shipped, body.ShippedAt, body.LineIds);

        internal static Command Of(string orderId, Received body) =>
            new(orderId, FulfilmentKind.Completed, body.CompletedAt, body.LineIds);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.Shipment
            ? Of(orderId, Json.Read<Shipment>(one.Content))
            : Of(orderId, Json.Read<Received>(one.Content));

        /// <summary>The report as an event; in whatever order its lines are named, it is the same one.</summary>
        internal ReportedEvent Reported()
        {
            var lines = LineIds?.Order(StringComparer.Ordinal).ToList();
            return new ReportedEvent(
                IsShipment ? EventKinds.Shipment : EventKinds.Completion, OrderId, null, At,
                IsShipment ? Json.Write(new Shipment(At, lines)) : Json.Write(new Received(At, lines)));
        }
    }

    /// <summary>The order's lines as they stand.</summary>
    /// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
    /// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
    public sealed record Result(
        string OrderId, IReadOnlyList<Line> Lines, DateTimeOffset? CompletedAt = null,
        DateTimeOffset? MaturesAt = null)
    {
        internal static string Of(OrderState order, IEnumerable<LineState> lines, Maturity? maturity) =>
            Json.Write(new Result(
                order.OrderId, [.. lines.Select(l => new Line(l.LineId, l.ShippedAt, l.CompletedAt))],
                maturity?.CompletedAt, maturity?.MaturesAt));
    }

    /// <summary>A line.</summary>
    public sealed record Line(string LineId, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/shipments",
                (string orderId, Shipment body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(Command.Of(orderId, body), cancel))
            .Describe(
                "shipOrder", "Orders", "Record a shipment",
                "Records that lines of an order were shipped; without `lineIds`, all lines that were not shipped "
                    + "yet. Each line is shipped once. A shipment of an unknown order is stored with the status "
                    + "`waiting` (202) and takes effect with the order, so it need not be sent again. Repeating the "
                    + "report has no second effect; a line that is named twice is refused.")
            .Scope(Scopes.LadderWrite).Repeatable().ForBackends().AnswersOrWaits<Result>()
            .Problems(
                DeliveryProblems.AlreadyCompleted, DeliveryProblems.AlreadyShipped, OrderProblems.BeforePayment,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
        routes.MapPost("/v1/orders/{orderId}/completions",
                (string orderId, Received body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(Command.Of(orderId, body), cancel))
            .Describe(
                "completeOrder", "Orders", "Record a completion",
                "Records that the buyer received lines of an order; without `lineIds`, all lines that were not "
                    + "completed yet. The order is complete when its last line with a remainder is, and its "
                    + "commission matures after the plan's hold period; commission that has matured stays mature. A "
                    + "completion of an unknown order is stored with the status `waiting` (202) and takes effect "
                    + "with the order. Repeating the report has no second effect.")
            .Scope(Scopes.LadderWrite).Repeatable().ForBackends()
            .AnswersOrWaits<Result>()
            .Problems(
                DeliveryProblems.AlreadyCompleted, DeliveryProblems.AlreadyShipped, OrderProblems.BeforePayment,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.LineIds).Must(lines => lines is null or { Count: >= 1 and <= MaxLines })
                .WithErrorCode("LINES_COUNT").WithMessage($"Name 1 to {MaxLines} lines, or leave lineIds out for all.");
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
                StatusCodes.Status200OK, Result.Of(there.Order!, there.KnownLines, there.Maturity()));
        }
    }
}
