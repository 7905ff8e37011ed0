using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>A chargeback as its opening or its outcome leaves it, decided without I/O from what was read.</summary>
/// <param name="Reading">The order, locked.</param>
/// <param name="Now">The chargeback as it is then.</param>
/// <param name="Opens">Whether it is opened.</param>
/// <param name="IsKnown">Whether it is so already.</param>
internal sealed record ChargebackStep(RefundInputs Reading, Chargeback Now, bool Opens, bool IsKnown)
{
    private HoldReason Cause => new(HoldReason.Chargeback, Now.ChargebackId);

    /// <summary>Decides.</summary>
    /// <exception cref="ProblemException">422 or 409 when it does not fit the order or the chargeback.</exception>
    public static ChargebackStep Of(RefundInputs inputs, ReportChargeback.Command command)
    {
        if (command.Outcome is null && inputs.Chargeback is null) RefuseRefundId(inputs);
        var now = Next(inputs.Order!, inputs.Chargeback, command);
        return new ChargebackStep(inputs, now, command.Outcome is null, now == inputs.Chargeback);
    }

    /// <summary>The chargeback as it is then.</summary>
    /// <exception cref="ProblemException">422 or 409 when the report does not fit the order or the
    /// chargeback.</exception>
    public static Chargeback Next(OrderState order, Chargeback? known, ReportChargeback.Command command)
    {
        if (known is not null && known.OrderId != order.OrderId)
            throw DeliveryProblems.ChargebackIdReused.Because("A chargeback of another order has this id.");
        return command.Outcome is { } outcome ? Decided(known, command, outcome) : Opened(order, known, command);
    }

    /// <summary>A chargeback is lost under its own id, so no refund may have the same, be it one that waits.</summary>
    public static void RefuseRefundId(RefundInputs inputs)
    {
        if (inputs.Known is not null || inputs.Event(EventKinds.Refund) is not null)
            throw RefundProblems.RefundIdTaken.Because("A refund has this id.", "#/chargebackId");
    }

    /// <summary>Adds everything to a batch; a lost one refunds what is left, and that refund comes back.</summary>
    public async Task<RefundByDecision?> Write(
        ShopTransaction transaction, SqlBatch batch, PostingContext posting, FlowContext context, ShopSettings settings)
    {
        RefundByDecision? lost = null;
        if (Opens) Hold(batch, posting, context.Shop);
        else if (Now.Status == Chargeback.Won) Win(batch, posting, context.Shop);
        else lost = await Lose(transaction, batch, posting, context, settings);
        batch.Announce(posting, $"chargeback.{(Opens ? "opened" : Now.Status)}", new { Now.OrderId, Now.ChargebackId });
        batch.Log(transaction.ShopId, context.Caller, new AuditEntry(
            "chargeback", Now.ChargebackId, Reading.Chargeback, Now));
        return lost;
    }

    private static Chargeback Opened(OrderState order, Chargeback? known, ReportChargeback.Command command)
    {
        if (known is not null)
            return known.OpenedAt == command.At
                ? known
                : throw DeliveryProblems.ChargebackIdReused.Because(
                    $"It was opened at {Json.Text(known.OpenedAt)}.", "#/openedAt");
        if (command.At < order.PaidAt)
            throw OrderProblems.BeforePayment.Because(
                $"The order was paid at {Json.Text(order.PaidAt)}.", "#/openedAt");
        return new Chargeback(command.ChargebackId, order.OrderId, command.At, Chargeback.Open, null);
    }

    private static Chargeback Decided(Chargeback? known, ReportChargeback.Command command, string outcome)
    {
        if (known is null)
            throw DeliveryProblems.ChargebackUnknown.Because(
                $"The order has no chargeback '{command.ChargebackId}'.", "#/chargebackId");
        if (known.Status != Chargeback.Open)
            return (known.Status, known.DecidedAt) == (outcome, command.At)
                ? known
                : throw DeliveryProblems.ChargebackDecided.Because($"It is {known.Status}.", "#/outcome");
        if (command.At < known.OpenedAt)
            throw DeliveryProblems.BeforeOpening.Because(
                $"It was opened at {Json.Text(known.OpenedAt)}.", "#/decidedAt");
        return known with { Status = outcome, DecidedAt = command.At };
    }

    private void Hold(SqlBatch batch, PostingContext posting, Shop shop)
    {
        batch.Commissions.OpenChargeback(posting, Now.ChargebackId);
        batch.Commissions.Hold(posting, Cause, Reading.Accruals);
        var mature = Reading.BookMaturity(batch, posting, shop.Currency);
        batch.Book([.. CommissionHolds.Hold(Reading.Accruals, shop.Currency, mature)], posting);
    }

    private void Win(SqlBatch batch, PostingContext posting, Shop shop)
    {
        batch.Commissions.DecideChargeback(posting, Now.ChargebackId, Now.Status);
        batch.Commissions.EndHolds(posting, Cause, CommissionHolds.Released);
        var mature = Reading.BookMaturity(batch, posting, shop.Currency);
        batch.Book([.. CommissionHolds.Release(Reading.Accruals, shop.Currency, mature)], posting);
    }

    private async Task<RefundByDecision?> Lose(
        ShopTransaction transaction, SqlBatch batch, PostingContext posting, FlowContext context, ShopSettings settings)
    {
        batch.Commissions.DecideChargeback(posting, Now.ChargebackId, Now.Status);
        if (WhatIsLeft(context.Shop) is not { } content)
        {
            batch.Commissions.EndHolds(posting, Cause, CommissionHolds.Rejected);
            return null;
        }
        var refund = await RefundByDecision.Read(
            transaction, context, settings, content, Now.OrderId, posting.RecordedAt);
        refund.DecideUpToLeft().Write(batch);
        batch.Commissions.EndHolds(posting, Cause, CommissionHolds.Rejected);
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
