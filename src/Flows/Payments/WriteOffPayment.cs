using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Payments;

/// <summary>
/// A named person writes off what is open of a part, because the buyer will not pay it. The order counts as refunded by
/// that amount, by a refund under the write-off's id: commission, points, growth and team sales follow as for any
/// refund. Once nothing is open, the order's clocks run on from the decision. If the buyer pays after all, the refund
/// is cancelled and the payment recorded.
/// </summary>
internal static class WriteOffPayment
{
    /// <summary>The decision.</summary>
    /// <param name="WriteOffId">An id of the merchant's own, unique in the shop among write-offs and refunds.</param>
    /// <param name="Part">The part.</param>
    /// <param name="Reason" example="The buyer moved abroad">Why.</param>
    /// <param name="Amount">What is written off; absent: all that is open of the part.</param>
    [RulesOf(typeof(Command))]
    public sealed record Body(string WriteOffId, int Part, string Reason, Money? Amount = null);

    /// <summary>What to write off of which order.</summary>
    public sealed record Command(string OrderId, Body Body) : IRequest<Result>;

    /// <summary>The write-off, and how far it leaves the order paid.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="WriteOff">The write-off.</param>
    /// <param name="Refunded">What the order counts as refunded by it.</param>
    /// <param name="Payments">How far the order is paid.</param>
    /// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
    /// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
    public sealed record Result(
        string OrderId, OrderPayment WriteOff, Money Refunded, PlanStanding Payments,
        DateTimeOffset? CompletedAt = null, DateTimeOffset? MaturesAt = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/write-offs", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, body), cancel))
            .Describe(
                "writeOffPayment", "Orders", "Write off an open payment",
                "Writes off what is open of a part of an order's payment plan, or an amount of it, because the buyer "
                    + "will not pay. The order counts as refunded by that amount, by a refund under the write-off's "
                    + "id; commission, points, growth and team sales follow. Where an amendment has lowered what is "
                    + "owed, only what is still owed is taken. Once no part is open, the order completes and matures "
                    + "again, from the time of the decision. If the buyer pays after all, cancel the refund and "
                    + "record the payment. Repeating the write-off has no second effect; other content under its id "
                    + "is refused with 409, more than is open with 422. A person whose own customer account earns "
                    + "commission from the order may not decide (403 `OWN_MONEY`).")
            .Example("""{"writeOffId": "wo-20260410-1", "part": 2, "reason": "The buyer moved abroad"}""")
            .Scope(Scopes.OrdersWrite).ForPersons(Roles.Finance).RepeatableByItself()
            .Problems(
                OperatorProblems.OwnMoney, OrderProblems.OrderNotFound, PaymentProblems.WriteOffConflict,
                AccessProblems.IdempotencyKeyReused, PaymentProblems.PartUnknown,
                PaymentProblems.WriteOffExceedsOpen, RefundProblems.RefundIdTaken,
                DeliveryProblems.ChargebackIdTaken, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.Body.WriteOffId).MerchantId();
            RuleFor(c => c.Body.Part).InclusiveBetween(1, PaymentPlan.MaxParts)
                .WithErrorCode("PART_OUT_OF_RANGE").WithMessage($"A part is 1 to {PaymentPlan.MaxParts}.");
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.Amount).Must(amount => amount is null or { Amount: > 0 and <= Money.Limit })
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage("A write-off is more than 0.").InShopCurrency();
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var person = context.Caller.RequirePerson();
            var (answer, refund) = await context.Db.Write(
                context.Shop.Id, transaction => WriteOff(transaction, command, person), cancel);
            if (refund is not null)
                await upkeep.After(context.Shop, refund.Commissions, refund.Reading.Chain, refund.Promotions, cancel);
            return answer;
        }

        private async Task<(Result, RefundByDecision?)> WriteOff(
            ShopTransaction transaction, Command command, Person person)
        {
            var body = command.Body;
            if (await Known(transaction, command) is { } known) return (known, null);
            var now = (await State(transaction)).Now(context.Shop, context.Time);
            var content = new RefundContent(body.WriteOffId, now);
            var inputs = await RefundInputs.Read(transaction, transaction.ShopId, command.OrderId, content, null);
            RefuseTakenId(inputs);
            var refund = await RefundByDecision.Of(transaction, context, settings, inputs, content, now);
            var open = await OpenPlan.Read(transaction, refund.Reading.Order!);
            var (row, after) = open.WriteOff(
                body.WriteOffId, command.OrderId, body.Part, body.Amount, body.Reason, now);
            refund = refund with { Content = open.Refund(context.Shop, row) };
            refund.Reading.Unpaid = after.Pause(refund.Reading.Order!.PaidAt);

            var batch = transaction.Batch();
            refund.DecideUpToLeft().Write(batch);
            var posting = new PostingContext(transaction.ShopId, now, now, refund.Reading.Order.OrderKey);
            batch.Ladder.Keep(posting, row, after);
            batch.Announce(posting, "order.paymentWrittenOff", new { command.OrderId, body.WriteOffId, body.Part });
            if (after.PaidUpAt is not null)
                batch.Announce(posting, "order.paymentPlanPaidUp", new { command.OrderId });
            batch.Log(transaction.ShopId, context.Caller, new AuditEntry(
                "orderPayment", body.WriteOffId, null, row.ToPayment(context.Shop), body.Reason));
            await batch.Run(transaction.Cancel);
            await transaction.RefuseOwnMoney(person, await Earning(transaction));
            var answer = Answer(await PaymentInputs.Read(transaction, command.OrderId), row);
            await transaction.Batch().Commit(transaction.Cancel);
            return (answer, refund);
        }

        /// <summary>The same write-off again: the same answer. With other content: 409.</summary>
        private async Task<Result?> Known(ShopTransaction transaction, Command command)
        {
            var (batch, body) = (transaction.Batch(), command.Body);
            batch.Ladder.LockOrderId(transaction.ShopId, command.OrderId);
            var order = batch.Ladder.FindOrder(transaction.ShopId, command.OrderId);
            var known = batch.Ladder.WriteOffOf(transaction.ShopId, body.WriteOffId);
            await batch.Run(transaction.Cancel);
            if (order.First is null) throw OrderProblems.OrderNotFound.For(command.OrderId);
            if (known.First is not { } named) return null;
            if (named != command.OrderId)
                throw PaymentProblems.WriteOffConflict.Because(
                    $"It is a write-off of order '{named}'.", "#/writeOffId");
            var inputs = await PaymentInputs.Read(transaction, command.OrderId);
            var row = inputs.Payments.Single(one => one.PaymentId == body.WriteOffId);
            if (row.PartNo != body.Part || row.Reason != body.Reason
                || (body.Amount is { } amount && amount.Amount != row.AmountMinor))
                throw PaymentProblems.WriteOffConflict.Because(
                    $"{row.AmountMinor} of part {row.PartNo} were written off by it.",
                    row.PartNo != body.Part ? "#/part" : row.Reason != body.Reason ? "#/reason" : "#/amount");
            return Answer(inputs, row);
        }

        private Result Answer(PaymentInputs inputs, PaymentRow row)
        {
            var order = inputs.Delivery.Order!;
            var maturity = inputs.Delivery.Maturity();
            return new Result(
                order.OrderId, row.ToPayment(context.Shop), context.Shop.Money(row.RefundedMinor),
                PlanStanding.Of(
                    context.Shop, inputs.Plan, order.PaidAt, order.IsRefundedWhole, inputs.Payments)!,
                maturity?.CompletedAt, maturity?.MaturesAt);
        }

        private static async Task<ShopState> State(ShopTransaction transaction)
        {
            var batch = transaction.Batch();
            var state = batch.ShopState(transaction.ShopId);
            await batch.Run(transaction.Cancel);
            return state.First!;
        }

        /// <summary>Who earns by the order, read once everything is written.</summary>
        private static async Task<IEnumerable<long>> Earning(ShopTransaction transaction)
        {
            var batch = transaction.Batch();
            var accruals = batch.Commissions.Accruals(transaction.ShopId);
            await batch.Run(transaction.Cancel);
            return accruals.List.Select(one => one.BeneficiaryKey);
        }

        private static void RefuseTakenId(RefundInputs inputs)
        {
            if (inputs.Chargeback is not null || inputs.Event(EventKinds.Chargeback) is not null)
                throw DeliveryProblems.ChargebackIdTaken.Because("A chargeback has this id.", "#/writeOffId");
            if (inputs.Known is not null || inputs.Event(EventKinds.Refund) is not null
                || inputs.Event(EventKinds.RefundCancellation) is not null)
                throw RefundProblems.RefundIdTaken.Because("A refund has this id.", "#/writeOffId");
        }
    }
}
