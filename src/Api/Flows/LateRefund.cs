using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A refund that takes effect by something else than its report, the cancellation of one or an amendment, by the code
/// of any other refund.
/// </summary>
internal sealed record LateRefund(
    Shop Shop, RefundContent Content, RefundReading Reading, CommissionSettings Commissions, MemberCatalogue Members,
    OrderSettings Orders, DateTimeOffset RecordedAt)
{
    /// <summary>Who reached a partner tier when it was decided.</summary>
    public IReadOnlyList<Promotion> Promotions { get; private set; } = [];

    /// <summary>Goods refunded by it, in minor units; null before it was decided.</summary>
    public long? Goods { get; private set; }

    /// <summary>Reads and locks what it needs to know.</summary>
    public static async Task<LateRefund> Read(
        Work work, Desk desk, Settings settings, RefundContent content, string orderId, DateTimeOffset now)
    {
        var reading = await RefundReading.Read(work, work.ShopId, orderId, content, null);
        if (reading.Order is null)
            throw Refused.Invalid("ORDER_UNKNOWN", $"There is no order '{orderId}'.", "#/orderId");
        if (reading.Known is not null)
            throw Refused.Conflict("REFUND_ID_TAKEN", $"A refund '{content.RefundId}' took effect already.");
        return await Of(work, desk, settings, reading, content, now);
    }

    /// <summary>Reads the rest of what it needs to know.</summary>
    public static async Task<LateRefund> Of(
        Work work, Desk desk, Settings settings, RefundReading reading, RefundContent content, DateTimeOffset now,
        bool cancels = false)
    {
        var commissions = await settings.Commissions(work, reading.State);
        var members = await settings.Members(work, reading.State);
        await reading.Weigh(work, desk.Shop, commissions, now);
        await reading.LookAtHistory(work, desk, settings, members, cancels);
        var orders = await settings.Orders(work, reading.State);
        return new LateRefund(desk.Shop, content, reading, commissions, members, orders, now);
    }

    /// <summary>Decides for the refund as it was reported.</summary>
    /// <param name="waited">The event that waited until now.</param>
    /// <exception cref="Refused">422 when the refund does not fit the order.</exception>
    public RefundDecision Decide(WaitingEventRow waited)
    {
        var measured = RefundRules.Measure(Reading.Order!, Reading.Lines, Content, Orders.RefundToleranceMinor);
        return measured.Misfit is { } misfit ? throw misfit.ToRefused() : Decide(Content, measured, waited);
    }

    /// <summary>Decides for a plain amount, which counts up to what is left of the order's goods.</summary>
    /// <param name="waited">The event that waited until now; null for a refund that nothing reported by itself.</param>
    public RefundDecision DecideUpToLeft(WaitingEventRow? waited = null)
    {
        var content = RefundRules.UpToLeft(Reading.Order!, Reading.Lines, Content);
        return Decide(content, RefundRules.Measure(Reading.Order!, Reading.Lines, content, Money.Limit), waited);
    }

    /// <summary>Decides about the cancellation of a refund that took effect on the order.</summary>
    public async Task<RefundDecision> Cancel(
        Work work, RefundCancellation cancellation, WaitingEventRow? waited = null)
    {
        var batch = work.Batch();
        var recorded = batch.RecordedRefund(work.ShopId, Content.RefundId);
        await batch.Run(work.Cancel);
        return Decide(RefundStep.Of(Shop, Reading, Content.RefundId, cancellation, recorded.First!), waited);
    }

    /// <summary>Decides about an amendment of the order.</summary>
    /// <exception cref="Refused">422 when it does not fit the order.</exception>
    public RefundDecision Amend(AmendReading amending, OrderAmendment amendment, WaitingEventRow? waited = null)
    {
        var amended = Amended.Of(amending, amendment, RecordedAt);
        var before = RefundRules.Sums(Reading.Order!, Reading.Lines);
        return Decide(
            RefundStep.Of(amendment, amended, before, RefundRules.Sums(Reading.Order!, amended.Lines)), waited);
    }

    private RefundDecision Decide(RefundContent content, MeasuredRefund measured, WaitingEventRow? waited)
    {
        var decision = Decide(RefundStep.Of(content, measured), waited);
        Goods = decision.Refund.Effect.Goods;
        return decision;
    }

    private RefundDecision Decide(RefundStep step, WaitingEventRow? waited)
    {
        var decision = RefundDecision.Of(Shop, step, Reading, Commissions, Members, RecordedAt);
        Promotions = decision.Promotions;
        return decision with { Refund = decision.Refund with { Waited = waited } };
    }
}
