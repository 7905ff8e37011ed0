using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>A chargeback as its opening or its outcome leaves it, decided without I/O from what was read.</summary>
/// <param name="Reading">The order, locked.</param>
/// <param name="Now">The chargeback as it is then.</param>
/// <param name="Opens">Whether it is opened.</param>
/// <param name="IsKnown">Whether it is so already.</param>
internal sealed record ChargebackStep(RefundReading Reading, Chargeback Now, bool Opens, bool IsKnown)
{
    private HoldCause Cause => new(HoldCause.Chargeback, Now.ChargebackId);

    /// <summary>Decides.</summary>
    /// <exception cref="Refused">422 or 409 when it does not fit the order or the chargeback.</exception>
    public static ChargebackStep Of(RefundReading reading, ChargeBack.Command command)
    {
        if (command.Outcome is null && reading.Chargeback is null) RefuseRefundId(reading);
        var now = Next(reading.Order!, reading.Chargeback, command);
        return new ChargebackStep(reading, now, command.Outcome is null, now == reading.Chargeback);
    }

    /// <summary>The chargeback as it is then.</summary>
    /// <exception cref="Refused">422 or 409 when the report does not fit the order or the chargeback.</exception>
    public static Chargeback Next(OrderState order, Chargeback? known, ChargeBack.Command command)
    {
        if (known is not null && known.OrderId != order.OrderId)
            throw Refused.Conflict("CHARGEBACK_ID_REUSED", "A chargeback of another order has this id.");
        return command.Outcome is { } outcome ? Decided(known, command, outcome) : Opened(order, known, command);
    }

    /// <summary>A chargeback is lost under its own id, so no refund may have the same, be it one that waits.</summary>
    public static void RefuseRefundId(RefundReading reading)
    {
        if (reading.Known is not null || reading.Event(EventKinds.Refund) is not null)
            throw Refused.Conflict("REFUND_ID_TAKEN", "A refund has this id.", "#/chargebackId");
    }

    /// <summary>Adds everything to a batch; a lost one refunds what is left, and that refund comes back.</summary>
    public async Task<LateRefund?> Write(Work work, Batch batch, Occasion when, Desk desk, Settings settings)
    {
        LateRefund? lost = null;
        if (Opens) Hold(batch, when, desk.Shop);
        else if (Now.Status == Chargeback.Won) Win(batch, when, desk.Shop);
        else lost = await Lose(work, batch, when, desk, settings);
        batch.Announce(when, $"chargeback.{(Opens ? "opened" : Now.Status)}", new { Now.OrderId, Now.ChargebackId });
        batch.Log(work.ShopId, desk.Caller, new Change("chargeback", Now.ChargebackId, Reading.Chargeback, Now));
        return lost;
    }

    private static Chargeback Opened(OrderState order, Chargeback? known, ChargeBack.Command command)
    {
        if (known is not null)
            return known.OpenedAt == command.At
                ? known
                : throw Refused.Conflict(
                    "CHARGEBACK_ID_REUSED", $"It was opened at {Json.Text(known.OpenedAt)}.", "#/openedAt");
        if (command.At < order.PaidAt)
            throw Refused.Invalid(
                "BEFORE_PAYMENT", $"The order was paid at {Json.Text(order.PaidAt)}.", "#/openedAt");
        return new Chargeback(command.ChargebackId, order.OrderId, command.At, Chargeback.Open, null);
    }

    private static Chargeback Decided(Chargeback? known, ChargeBack.Command command, string outcome)
    {
        if (known is null)
            throw Refused.Invalid(
                "CHARGEBACK_UNKNOWN", $"The order has no chargeback '{command.ChargebackId}'.", "#/chargebackId");
        if (known.Status != Chargeback.Open)
            return (known.Status, known.DecidedAt) == (outcome, command.At)
                ? known
                : throw Refused.Conflict("CHARGEBACK_DECIDED", $"It is {known.Status}.", "#/outcome");
        if (command.At < known.OpenedAt)
            throw Refused.Invalid(
                "BEFORE_OPENING", $"It was opened at {Json.Text(known.OpenedAt)}.", "#/decidedAt");
        return known with { Status = outcome, DecidedAt = command.At };
    }

    private void Hold(Batch batch, Occasion when, Shop shop)
    {
        batch.OpenChargeback(when, Now.ChargebackId);
        batch.Hold(when, Cause, Reading.Accruals);
        var mature = Reading.BookMaturity(batch, when, shop.Currency);
        batch.Book([.. Holding.Hold(Reading.Accruals, shop.Currency, mature)], when);
    }

    private void Win(Batch batch, Occasion when, Shop shop)
    {
        batch.DecideChargeback(when, Now.ChargebackId, Now.Status);
        batch.EndHolds(when, Cause, Holding.Released);
        var mature = Reading.BookMaturity(batch, when, shop.Currency);
        batch.Book([.. Holding.Release(Reading.Accruals, shop.Currency, mature)], when);
    }

    private async Task<LateRefund?> Lose(Work work, Batch batch, Occasion when, Desk desk, Settings settings)
    {
        batch.DecideChargeback(when, Now.ChargebackId, Now.Status);
        if (WhatIsLeft(desk.Shop) is not { } content)
        {
            batch.EndHolds(when, Cause, Holding.Rejected);
            return null;
        }
        var refund = await LateRefund.Read(work, desk, settings, content, Now.OrderId, when.RecordedAt);
        refund.DecideUpToLeft().Write(batch);
        batch.EndHolds(when, Cause, Holding.Rejected);
        return refund;
    }

    private RefundContent? WhatIsLeft(Shop shop)
    {
        var order = Reading.Order!;
        Money? Left(long paid, long refunded) => paid > refunded ? shop.Money(paid - refunded) : null;
        var content = new RefundContent(
            Now.ChargebackId, Now.DecidedAt!.Value, Amount: Left(order.DueMinor, order.RefundedDueMinor),
            Shipping: Left(order.ShippingMinor, order.RefundedShippingMinor),
            Tax: Left(order.TaxMinor, order.RefundedTaxMinor), Reason: "chargeback");
        return content is { Amount: null, Shipping: null, Tax: null } ? null : content;
    }
}
