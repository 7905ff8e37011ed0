using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Payments;

/// <summary>
/// Takes a payment of an order that is paid in parts (尾款、分期付款). While a part is open, the order neither completes
/// automatically nor matures; its clocks run on from the own time of the payment that pays the last part. So late,
/// early and reordered payments end where ordered ones do. What does not fit the plan is recorded with a warning. Of an
/// order that has not been reported the answer is 202: the payment waits and takes effect with the order.
///
/// Example: a deposit of 100.00 and a balance of 900.00, 14 days of hold. The order is received on 5 January and the
/// balance paid on 20 January: the commission of the whole order, accrued with the deposit, matures on 3 February.
/// </summary>
internal static class RecordOrderPayment
{
    /// <summary>A payment.</summary>
    /// <param name="PaymentId">The merchant's own id, unique for the order.</param>
    /// <param name="Amount">What was paid.</param>
    /// <param name="PaidAt" example="2026-02-10T02:00:00Z">When it was paid.</param>
    /// <param name="Part">
    /// The part that it pays; what exceeds what is open of it, and a payment that names none, pays the open parts by
    /// their numbers.
    /// </param>
    [RulesOf(typeof(Command))]
    public sealed record Body(string PaymentId, Money Amount, DateTimeOffset PaidAt, int? Part = null);

    /// <summary>A payment of an order.</summary>
    public sealed record Command(string OrderId, Body Body) : IRequest<IResult>
    {
        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => new(orderId, Json.Read<Body>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => new(
            EventKinds.Payment, OrderId, Body.PaymentId, Body.PaidAt, Json.Write(Body));

        /// <summary>As it is kept.</summary>
        internal PaymentRow ToRow(DateTimeOffset recordedAt) => new(
            Body.PaymentId, OrderId, false, Body.Part, Body.Amount.Amount, 0, Body.PaidAt, recordedAt, null);
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/payments", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, body), cancel))
            .Describe(
                "recordOrderPayment", "Orders", "Record a payment of an order",
                "Records a payment of an order that is paid in parts: the balance after a deposit, or an instalment. "
                    + "While a part is open, the order neither completes automatically nor matures, and the time is "
                    + "not counted towards either; it runs on from the `paidAt` of the payment that pays the last "
                    + "part. Payments may arrive in any order, late or early, and end in the same state. A payment "
                    + "goes to the part that it names, up to what is open of it; the rest goes to the open parts by "
                    + "their numbers. A payment of an order without a plan is recorded with the warning "
                    + "`noPaymentPlan`, one that exceeds the plan with `paymentExceedsPlan`, one for a part that the "
                    + "plan does not have with `unknownPart`, and one of an order that was refunded whole with "
                    + "`orderRefunded`. A payment of an unknown order is stored with the status `waiting` (202) and "
                    + "takes effect with the order. Sending the same payment again has no second effect and returns "
                    + "the present state; other content under its id is refused with 409.\n\nExample: a deposit of "
                    + "100.00 and a balance of 900.00, with 14 days of hold. The order is received on 5 January and "
                    + "the balance is paid on 20 January: the commission matures on 3 February.")
            .Example("""
                {"paymentId": "pay-20260210-1", "amount": {"amount": 29800, "currency": "CNY"},
                 "paidAt": "2026-02-10T02:00:00Z", "part": 2}
                """)
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends().AnswersOrWaits<OrderPaymentOutcome>()
            .Problems(PaymentProblems.PaymentConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.Body.PaymentId).MerchantId();
            RuleFor(c => c.Body.Amount).Must(amount => amount is { Amount: > 0 and <= Money.Limit })
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage("A payment is more than 0.").InShopCurrency();
            RuleFor(c => c.Body.Part).InclusiveBetween(1, PaymentPlan.MaxParts).When(c => c.Body.Part is not null)
                .WithErrorCode("PART_OUT_OF_RANGE").WithMessage($"A part is 1 to {PaymentPlan.MaxParts}.");
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
            var inputs = await PaymentInputs.Read(
                transaction, command.OrderId, context.Idempotency, (reported.Kind, reported.Identity));
            var kept = inputs.Delivery.Event(EventKinds.Payment);
            if (kept is not null) WaitingEventQueue.AnswerAgain(kept, reported, PaymentProblems.PaymentConflict);
            var eventTime = inputs.Delivery.State.ResolveEventTime(
                context.Shop, context.Time, command.Body.PaidAt, "#/paidAt");
            // What was attached to another order is known there.
            if (kept?.AppliedTo is { } other && other != command.OrderId)
                inputs = await PaymentInputs.Read(transaction, other);
            if (inputs.Delivery.Order is not { } order)
                return await waiting.Keep(transaction, eventTime, reported, WaitingReasons.OrderUnknown);

            var plan = await settings.Plan(
                transaction, inputs.Delivery.State, inputs.Delivery.Commission.PlanKey);
            var decision = PaymentDecision.Of(
                inputs, command.ToRow(eventTime.RecordedAt), plan, eventTime.RecordedAt, eventTime.RecordedAt);
            var answer = new EventAnswer(StatusCodes.Status200OK, Json.Write(decision.Answer(context.Shop)));
            if (decision.IsKnown) return answer;
            var batch = transaction.Batch();
            decision.Write(
                batch,
                new PostingContext(transaction.ShopId, command.Body.PaidAt, eventTime.RecordedAt, order.OrderKey));
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            await batch.Commit(transaction.Cancel);
            return answer;
        }
    }
}
