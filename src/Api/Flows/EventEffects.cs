using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>Where and when an event that waited takes effect.</summary>
/// <param name="OrderId">On which order; another than it named where a person says so.</param>
/// <param name="RecordedAt">The shop's time, at which the effect is recorded.</param>
/// <param name="HeardAt">As of when it is asked whether the order's commission had matured.</param>
/// <param name="Booked">Of a refund: what a person books in its place; null for what was reported.</param>
internal sealed record EventTarget(
    string OrderId, DateTimeOffset RecordedAt, DateTimeOffset HeardAt, RefundContent? Booked = null);

/// <summary>The effect of an event that waited, in a batch that has not run.</summary>
/// <param name="Batch">What to run.</param>
/// <param name="When">When, and on which order.</param>
/// <param name="Refund">The refund, where it is one or a lost chargeback.</param>
internal sealed record GivenEffect(Batch Batch, Occasion When, LateRefund? Refund = null)
{
    /// <summary>Goods refunded by it, in minor units; null where nothing is refunded.</summary>
    public long? Goods => Refund?.Goods;
}

/// <summary>Gives events that waited their effect, by the code that applies the same events at once.</summary>
public sealed class EventEffects(Desk desk, Settings settings)
{
    /// <summary>Decides the effect on an order that is known, locking it.</summary>
    /// <exception cref="Refused">The event does not fit the order, or the order is unknown.</exception>
    internal Task<GivenEffect> Of(Work work, WaitingEventRow one, EventTarget target) => one.Kind switch
    {
        EventKinds.Refund => Refund(work, one, target),
        EventKinds.Amendment => Amend(work, AmendOrder.Command.Of(one, target.OrderId), one, target),
        EventKinds.RefundCancellation => Cancel(work, CancelRefund.Command.Of(one, target.OrderId), one, target),
        EventKinds.Shipment or EventKinds.Completion =>
            Fulfil(work, FulfilOrder.Command.Of(one, target.OrderId), target),
        EventKinds.AfterSale or EventKinds.AfterSaleClosure =>
            Suspend(work, OpenAfterSale.Command.Of(one, target.OrderId), target),
        _ => ChargeBack(work, Flows.ChargeBack.Command.Of(one, target.OrderId), target),
    };

    private async Task<GivenEffect> Refund(Work work, WaitingEventRow one, EventTarget target)
    {
        var content = target.Booked ?? Json.Read<RefundContent>(one.Content);
        var refund = await LateRefund.Read(work, desk, settings, content, target.OrderId, target.RecordedAt);
        if (refund.Reading.Chargeback is not null)
            throw Refused.Conflict("CHARGEBACK_ID_TAKEN", "A chargeback has the refund's id.");
        return Given(work, refund, target.Booked is null ? refund.Decide(one) : refund.DecideUpToLeft(one));
    }

    private async Task<GivenEffect> Cancel(
        Work work, CancelRefund.Command command, WaitingEventRow one, EventTarget target)
    {
        var reading = await RefundReading.Read(work, work.ShopId, command.OrderId, command.Stub, null);
        if (reading.Order is null) throw Unknown(target);
        CancelRefund.Check(command.OrderId, reading.Known, reading.Chargeback is not null);
        var late = await LateRefund.Of(work, desk, settings, reading, command.Stub, target.RecordedAt, true);
        return Given(work, late, await late.Cancel(work, command.Body, one));
    }

    private async Task<GivenEffect> Amend(
        Work work, AmendOrder.Command command, WaitingEventRow one, EventTarget target)
    {
        var reading = await RefundReading.Read(work, work.ShopId, command.OrderId, command.Stub, null);
        if (reading.Order is null) throw Unknown(target);
        var amending = await AmendReading.Read(work, desk, settings, reading, command.Body);
        if (amending.Kept.Any(kept => kept.Content.AmendmentId == command.Body.AmendmentId))
            throw Refused.Conflict("AMENDMENT_ID_TAKEN", "An amendment with this id took effect already.");
        var late = await LateRefund.Of(work, desk, settings, reading, command.Stub, target.RecordedAt);
        return Given(work, late, late.Amend(amending, command.Body, one));
    }

    private static GivenEffect Given(Work work, LateRefund refund, RefundDecision decision)
    {
        var batch = work.Batch();
        batch.NextJournal();
        decision.Write(batch);
        return new GivenEffect(batch, decision.When, refund);
    }

    private async Task<GivenEffect> Fulfil(Work work, FulfilOrder.Command command, EventTarget target)
    {
        var reading = await FulfilReading.Read(work, command.OrderId);
        var order = reading.Order ?? throw Unknown(target);
        var plan = await PlanOf(work, reading);
        var decision = FulfilDecision.Of(reading, command, plan, target.RecordedAt, target.HeardAt);
        var batch = work.Batch();
        var when = new Occasion(work.ShopId, command.At, target.RecordedAt, order.OrderKey);
        decision.Write(batch, when);
        return new GivenEffect(batch, when);
    }

    private async Task<GivenEffect> Suspend(Work work, OpenAfterSale.Command command, EventTarget target)
    {
        var reading = await FulfilReading.Read(work, command.OrderId);
        var order = reading.Order ?? throw Unknown(target);
        var plan = await PlanOf(work, reading);
        var decision = AfterSaleDecision.Of(reading, command, plan, target.RecordedAt, target.HeardAt);
        var batch = work.Batch();
        var when = new Occasion(work.ShopId, command.At, target.RecordedAt, order.OrderKey);
        decision.Write(batch, when);
        return new GivenEffect(batch, when);
    }

    private async Task<GivenEffect> ChargeBack(Work work, ChargeBack.Command command, EventTarget target)
    {
        var reading = await RefundReading.Read(work, work.ShopId, command.OrderId, command.Stub, null);
        if (reading.Order is null) throw Unknown(target);
        var step = ChargebackStep.Of(reading, command);
        var batch = work.Batch();
        batch.NextJournal();
        var when = new Occasion(work.ShopId, command.At, target.RecordedAt, reading.Order.OrderKey);
        var refund = step.IsKnown ? null : await step.Write(work, batch, when, desk, settings);
        return new GivenEffect(batch, when, refund);
    }

    private async Task<PlanContent?> PlanOf(Work work, FulfilReading reading) =>
        (await settings.Commissions(work, reading.State)).ByKey(reading.Commission.PlanKey)?.Content;

    private static Refused Unknown(EventTarget target) =>
        Refused.Invalid("ORDER_UNKNOWN", $"There is no order '{target.OrderId}'.", "#/orderId");
}
