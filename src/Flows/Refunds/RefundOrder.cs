using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// Goods, shipping or tax of an order were paid back: each commission becomes what the same formula gives for what is
/// left, points and growth follow, team sums fall. Amounts are the buyer's money, measured against what the buyer owed.
/// Of an order that has not been reported the answer is 202: the refund is kept with the status `waiting` and takes
/// effect with the order, so that nothing has to be sent again. One that exceeds what is left by no more than the
/// shop's tolerance, or only in shipping or tax, is applied up to what is left, with the warning `refundExceedsPaid`.
/// Beyond that, or with more units than were sold, the answer is 202, whether it comes before its order or after: it
/// waits for a person, with its reason, and is listed by `listWaitingEvents`. The same refund again has no second
/// effect and is answered with what has become of it.
///
/// Example: three units at 100.00 with a coupon of 60.00 that the platform funds. The buyer owed 240.00, the plan
/// counts 300.00. One unit refunded with its amount of 80.00 leaves 160.00 of 240.00, and so 200.00 of 300.00; a
/// commission of 10 % falls from 30.00 to 20.00. The second unit leaves 100.00, the third 0.
/// </summary>
internal static class RefundOrder
{
    /// <summary>A refund of an order.</summary>
    public sealed record Command(string OrderId, RefundContent Body) : IRequest<Answer>;

    /// <summary>The answer as JSON, and its status: 201 applied, 202 waiting.</summary>
    public sealed record Answer(int Status, string Json);

    /// <summary>What a refund did.</summary>
    /// <param name="RefundId">The merchant's id.</param>
    /// <param name="OrderId">The order.</param>
    /// <param name="RefundedAt">When it happened.</param>
    /// <param name="Status">`applied`, or `cancelled` since.</param>
    /// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
    /// <param name="Goods">Goods refunded, up to what was left of what the buyer owed.</param>
    /// <param name="Shipping">Shipping refunded.</param>
    /// <param name="Tax">Tax refunded.</param>
    /// <param name="Commissions">How each commission of the order changed; negative where it was taken back.</param>
    /// <param name="Points">How the buyer's points changed.</param>
    /// <param name="Promotions">Who reached a partner tier when it was evaluated.</param>
    /// <param name="Warnings">Parts that exceed what was paid, and count up to what was left.</param>
    /// <param name="PaidIn">
    /// What was refunded in the currency in which the order was paid; absent where it was stated in the shop's.
    /// </param>
    public sealed record Result(
        string RefundId, string OrderId, DateTimeOffset RefundedAt, string Status, DateTimeOffset RecordedAt,
        Money? Goods = null, Money? Shipping = null, Money? Tax = null, IReadOnlyList<Changed>? Commissions = null,
        long Points = 0, IReadOnlyList<RecordPaidOrder.Promoted>? Promotions = null,
        IReadOnlyList<OrderWarning>? Warnings = null, Money? PaidIn = null);

    /// <summary>A commission's change.</summary>
    /// <param name="BeneficiaryId">Who had earned it.</param>
    /// <param name="Rule">By which rule.</param>
    /// <param name="Change">New net less old net; negative where it was taken back.</param>
    public sealed record Changed(string BeneficiaryId, string Rule, Money Change);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/refunds",
            async (string orderId, RefundContent refund, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Command(orderId, refund), cancel);
                return Results.Text(answer.Json, "application/json", statusCode: answer.Status);
            })
            .Describe(
                "refundOrder", "Orders", "Record a refund",
                "Records that goods, shipping or tax of an order were refunded. Each commission becomes what the "
                    + "same formula gives for the remaining value; points, growth and team sales follow. Amounts are "
                    + "in the buyer's money and are measured against what the buyer owed. Of an order that was paid "
                    + "in another currency, all amounts of a refund may be in that currency; they count at the "
                    + "order's rate. A refund of an unknown "
                    + "order is stored with the status `waiting` (202) and takes effect when the order is recorded. "
                    + "A refund that exceeds the remainder by no more than the shop's tolerance, or only in shipping "
                    + "or tax, is applied up to the remainder with the warning `refundExceedsPaid`; beyond that, or "
                    + "with more units than were sold, it waits for a decision (202). An order that is cancelled "
                    + "before shipment is a refund with `everything`, which takes what is left of goods, shipping "
                    + "and tax. Sending the same refund again has no second effect and returns its present status; "
                    + "other content under its id is refused with 409.\n\nExample: three units at 100.00 with a "
                    + "platform-funded coupon of 60.00. The buyer "
                    + "owed 240.00, the plan counts 300.00. Refunding one unit with 80.00 leaves 160.00 of 240.00, "
                    + "and so 200.00 of 300.00; a commission of 10 % falls from 30.00 to 20.00. The second unit "
                    + "leaves 100.00, the third 0. The order is cancelled instead: "
                    + "`{\"refundId\": \"cancel-o-20260131-7\", \"refundedAt\": \"2026-01-31T11:00:00Z\", "
                    + "\"everything\": true, \"reason\": \"Cancelled by the buyer\"}` refunds 240.00 and takes "
                    + "back the whole commission.")
            .Example("""
                {"refundId": "r-20260205-1", "refundedAt": "2026-02-05T03:00:00Z",
                 "lines": [{"lineId": "1", "quantity": 1, "amount": {"amount": 18900, "currency": "CNY"}}],
                 "reason": "Damaged in transit"}
                """)
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends()
            .Produces<Result>(StatusCodes.Status201Created).Produces<WaitingEvent>(StatusCodes.Status202Accepted)
            .Problems(
                DeliveryProblems.ChargebackIdTaken, RefundProblems.RefundConflict, OrderProblems.LineUnknown,
                RefundProblems.OverRefund, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.OrderId).MerchantId();
            RuleFor(command => command.Body).SetValidator(new RefundValidator());
        }
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, PostCommitTierCheck upkeep, WaitingEventQueue waiting)
        : IRequestHandler<Command, Answer>
    {
        public async Task<Answer> Handle(Command command, CancellationToken cancel)
        {
            var (answer, chain, decision) = await context.Db.Write(
                context.Shop.Id, transaction => Refund(transaction, command), cancel);
            if (decision is not null)
                await upkeep.After(context.Shop, decision.Settings, chain!, decision.Promotions, cancel);
            return answer;
        }

        private async Task<(Answer Answer, UplineInputs? Chain, RefundDecision? Decision)> Refund(
            ShopTransaction transaction, Command command)
        {
            var refund = command.Body;
            var inputs = await RefundInputs.Read(
                transaction, context.Shop.Id, command.OrderId, refund, context.Idempotency);
            if (inputs.Known is { } known) AnswerAgain(command, known);
            var reported = ReportedEvent.Of(command.OrderId, refund);
            if (inputs.Event(EventKinds.Refund) is { } kept)
                WaitingEventQueue.AnswerAgain(kept, reported, RefundProblems.RefundConflict);
            if (inputs.Chargeback is not null || inputs.Event(EventKinds.Chargeback) is not null)
                throw DeliveryProblems.ChargebackIdTaken.Because("A chargeback has this id.", "#/refundId");
            var eventTime = inputs.State.ResolveEventTime(
                context.Shop, context.Time, refund.RefundedAt, "#/refundedAt");
            var undone = inputs.Event(EventKinds.RefundCancellation) is { Waits: true } cancellation
                && cancellation.OrderId == command.OrderId ? cancellation : null;
            if (inputs.Order is { } order)
            {
                refund = await PaidCurrency.Convert(transaction, context.Shop, inputs, refund)
                    ?? throw PaidCurrency.Mismatch(context.Shop, refund);
                refund = RefundRules.Fill(order, inputs.Lines, refund, context.Shop.Currency);
            }
            var measured = await Measure(transaction, refund, inputs);
            if (measured?.Effect is null || undone is not null)
            {
                var reason = undone is null ? measured?.Misfit!.Reason : WaitingReasons.RefundCancelled;
                var waits = await waiting.Keep(
                    transaction, eventTime, reported, reason ?? WaitingReasons.OrderUnknown, undone);
                return (new Answer(waits.Status, waits.Json), null, null);
            }

            var commissions = await settings.Commissions(transaction, inputs.State);
            var members = await settings.Members(transaction, inputs.State);
            await inputs.Weigh(transaction, context.Shop, commissions, eventTime.RecordedAt);
            await inputs.LookAtHistory(transaction, context, settings, members);
            var decision = RefundDecision.Of(
                context.Shop, RefundStep.Of(refund, measured), inputs, commissions, members, eventTime.RecordedAt);
            var batch = transaction.Batch();
            decision.Write(batch);
            var answer = new Answer(StatusCodes.Status201Created, decision.Refund.Answer);
            await Commit(transaction, batch, eventTime, answer);
            return (answer, inputs.Chain, decision);
        }

        /// <summary>The refund held against its order; null where the order is unknown.</summary>
        private async Task<MeasuredRefund?> Measure(
            ShopTransaction transaction, RefundContent refund, RefundInputs inputs)
        {
            if (inputs.Order is not { } order) return null;
            var tolerance = (await settings.Orders(transaction, inputs.State)).RefundToleranceMinor;
            var measured = RefundRules.Measure(order, inputs.Lines, refund, tolerance);
            return measured.Misfit is { Reason: WaitingReasons.LineUnknown } unreadable
                ? throw unreadable.ToRefused()
                : measured;
        }

        private Task Commit(ShopTransaction transaction, SqlBatch batch, EventTime eventTime, Answer answer)
        {
            if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
            return batch.Commit(transaction.Cancel);
        }

        /// <summary>The same refund again: the same answer. With other content: 409.</summary>
        private static void AnswerAgain(Command command, KnownRefund known)
        {
            var same = command.OrderId == known.OrderId || command.OrderId == known.AppliedTo;
            var pointer = same ? JsonDifference.First(Json.Read<RefundContent>(known.Content), command.Body) : "#";
            if (pointer is not null)
                throw RefundProblems.RefundConflict.Because(
                    $"Refund '{command.Body.RefundId}' is known with other content.", pointer);
            throw new IdempotentReplayException(StatusCodes.Status201Created, known.Cancellation is null
                ? known.Answer
                : Json.Write(Json.Read<Result>(known.Answer) with { Status = RefundCancellationSql.Cancelled }));
        }
    }
}
