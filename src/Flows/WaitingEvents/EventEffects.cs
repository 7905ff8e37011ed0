using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Delivery;
using SocialCommerce.Flows.Payments;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.WaitingEvents;

/// <summary>Gives events that waited their effect, by the code that applies the same events at once.</summary>
internal sealed class EventEffects(FlowContext context, ShopSettings settings)
{
    /// <summary>Decides the effect on an order that is known, locking it.</summary>
    /// <exception cref="ProblemException">The event does not fit the order, or the order is unknown.</exception>
    internal Task<GivenEffect> Of(ShopTransaction transaction, WaitingEventRow one, EventTarget target) =>
        one.Kind switch
        {
            EventKinds.Refund => Refund(transaction, one, target),
            EventKinds.Amendment => Amend(transaction, AmendOrder.Command.Of(one, target.OrderId), one, target),
            EventKinds.RefundCancellation =>
                Cancel(transaction, CancelRefund.Command.Of(one, target.OrderId), one, target),
            EventKinds.Payment => Pay(transaction, RecordOrderPayment.Command.Of(one, target.OrderId), one, target),
            EventKinds.Shipment or EventKinds.Completion =>
                Fulfil(transaction, FulfilOrder.Command.Of(one, target.OrderId), target),
            EventKinds.AfterSale or EventKinds.AfterSaleClosure =>
                Suspend(transaction, ReportAfterSale.Command.Of(one, target.OrderId), target),
            _ => ChargeBack(transaction, ReportChargeback.Command.Of(one, target.OrderId), target),
        };

    private async Task<GivenEffect> Refund(ShopTransaction transaction, WaitingEventRow one, EventTarget target)
    {
        var content = target.Booked ?? Json.Read<RefundContent>(one.Content);
        var refund = await RefundByDecision.Read(
            transaction, context, settings, content, target.OrderId, target.RecordedAt);
        if (refund.Reading.Chargeback is not null)
            throw DeliveryProblems.ChargebackIdTaken.Because("A chargeback has the refund's id.");
        var counted = await PaidCurrency.Convert(transaction, context.Shop, refund.Reading, content)
            ?? throw RefundProblems.RefundCurrency.Because("The order was not paid in the refund's currency.");
        refund = refund with { Content = counted };
        return Given(transaction, refund, target.Booked is null ? refund.Decide(one) : refund.DecideUpToLeft(one));
    }

    private async Task<GivenEffect> Cancel(
        ShopTransaction transaction, CancelRefund.Command command, WaitingEventRow one, EventTarget target)
    {
        var inputs = await RefundInputs.Read(transaction, transaction.ShopId, command.OrderId, command.Stub, null);
        if (inputs.Order is null) throw Unknown(target);
        CancelRefund.Check(command.OrderId, inputs.Known, inputs.Chargeback is not null);
        var late = await RefundByDecision.Of(
            transaction, context, settings, inputs, command.Stub, target.RecordedAt, true);
        return Given(transaction, late, await late.Cancel(transaction, command.Body, one));
    }

    private async Task<GivenEffect> Amend(
        ShopTransaction transaction, AmendOrder.Command command, WaitingEventRow one, EventTarget target)
    {
        var inputs = await RefundInputs.Read(transaction, transaction.ShopId, command.OrderId, command.Stub, null);
        if (inputs.Order is null) throw Unknown(target);
        var amending = await AmendmentInputs.Read(transaction, context, settings, inputs, command.Body);
        if (amending.Kept.Any(kept => kept.Content.AmendmentId == command.Body.AmendmentId))
            throw AmendmentProblems.AmendmentConflict.Because("An amendment with this id took effect already.");
        var late = await RefundByDecision.Of(transaction, context, settings, inputs, command.Stub, target.RecordedAt);
        return Given(transaction, late, late.Amend(amending, command.Body, one));
    }

    private static GivenEffect Given(ShopTransaction transaction, RefundByDecision refund, RefundDecision decision)
    {
        var batch = transaction.Batch();
        batch.NextJournal();
        decision.Write(batch);
        return new GivenEffect(batch, decision.When, refund);
    }

    private async Task<GivenEffect> Fulfil(ShopTransaction transaction, FulfilOrder.Command command, EventTarget target)
    {
        var inputs = await FulfilmentInputs.Read(transaction, command.OrderId);
        var order = inputs.Order ?? throw Unknown(target);
        var plan = await settings.Plan(transaction, inputs.State, inputs.Commission.PlanKey);
        var decision = FulfilmentDecision.Of(inputs, command, plan, target.RecordedAt, target.HeardAt);
        var batch = transaction.Batch();
        var posting = new PostingContext(transaction.ShopId, command.At, target.RecordedAt, order.OrderKey);
        decision.Write(batch, posting);
        return new GivenEffect(batch, posting);
    }

    private async Task<GivenEffect> Pay(
        ShopTransaction transaction, RecordOrderPayment.Command command, WaitingEventRow one, EventTarget target)
    {
        var inputs = await PaymentInputs.Read(transaction, command.OrderId);
        var order = inputs.Delivery.Order ?? throw Unknown(target);
        var plan = await settings.Plan(transaction, inputs.Delivery.State, inputs.Delivery.Commission.PlanKey);
        var decision = PaymentDecision.Of(
            inputs, command.ToRow(target.RecordedAt) with { OrderId = one.OrderId }, plan, target.RecordedAt,
            target.HeardAt);
        if (decision.IsKnown)
            throw PaymentProblems.PaymentConflict.Because("A payment with this id took effect already.");
        var batch = transaction.Batch();
        var posting = new PostingContext(transaction.ShopId, command.Body.PaidAt, target.RecordedAt, order.OrderKey);
        decision.Write(batch, posting);
        return new GivenEffect(batch, posting);
    }

    private async Task<GivenEffect> Suspend(
        ShopTransaction transaction, ReportAfterSale.Command command, EventTarget target)
    {
        var inputs = await FulfilmentInputs.Read(transaction, command.OrderId);
        var order = inputs.Order ?? throw Unknown(target);
        var plan = await settings.Plan(transaction, inputs.State, inputs.Commission.PlanKey);
        var decision = AfterSaleDecision.Of(inputs, command, plan, target.RecordedAt, target.HeardAt);
        var batch = transaction.Batch();
        var posting = new PostingContext(transaction.ShopId, command.At, target.RecordedAt, order.OrderKey);
        decision.Write(batch, posting);
        return new GivenEffect(batch, posting);
    }

    private async Task<GivenEffect> ChargeBack(
        ShopTransaction transaction, ReportChargeback.Command command, EventTarget target)
    {
        var inputs = await RefundInputs.Read(transaction, transaction.ShopId, command.OrderId, command.Stub, null);
        if (inputs.Order is null) throw Unknown(target);
        var step = ChargebackStep.Of(inputs, command);
        var batch = transaction.Batch();
        batch.NextJournal();
        var posting = new PostingContext(transaction.ShopId, command.At, target.RecordedAt, inputs.Order.OrderKey);
        var refund = step.IsKnown ? null : await step.Write(transaction, batch, posting, context, settings);
        return new GivenEffect(batch, posting, refund);
    }

    private static ProblemException Unknown(EventTarget target) =>
        OrderProblems.OrderUnknown.Because($"There is no order '{target.OrderId}'.", "#/orderId");
}
