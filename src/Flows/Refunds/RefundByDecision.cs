using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.Settings;
using SocialCommerce.Ladder.WaitingEvents;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// A refund that takes effect by something else than its report, the cancellation of one or an amendment, by the code
/// of any other refund.
/// </summary>
internal sealed record RefundByDecision(
    Shop Shop, RefundContent Content, RefundInputs Reading, CommissionSettings Commissions, MemberCatalogue Members,
    PutOrderSettings.Body Orders, DateTimeOffset RecordedAt)
{
    /// <summary>Who reached a partner tier when it was decided.</summary>
    public IReadOnlyList<Promotion> Promotions { get; private set; } = [];

    /// <summary>Goods refunded by it, in minor units; null before it was decided.</summary>
    public long? Goods { get; private set; }

    /// <summary>Reads and locks what it needs to know.</summary>
    public static async Task<RefundByDecision> Read(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, RefundContent content, string orderId,
        DateTimeOffset now)
    {
        var inputs = await RefundInputs.Read(transaction, transaction.ShopId, orderId, content, null);
        if (inputs.Order is null)
            throw OrderProblems.OrderUnknown.Because($"There is no order '{orderId}'.", "#/orderId");
        if (inputs.Known is not null)
            throw RefundProblems.RefundIdTaken.Because($"A refund '{content.RefundId}' took effect already.");
        return await Of(transaction, context, settings, inputs, content, now);
    }

    /// <summary>Reads the rest of what it needs to know.</summary>
    public static async Task<RefundByDecision> Of(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, RefundInputs inputs,
        RefundContent content, DateTimeOffset now,
        bool cancels = false)
    {
        var commissions = await settings.Commissions(transaction, inputs.State);
        var members = await settings.Members(transaction, inputs.State);
        await inputs.Weigh(transaction, context.Shop, commissions, now);
        await inputs.LookAtHistory(transaction, context, settings, members, cancels);
        var orders = await settings.Orders(transaction, inputs.State);
        return new RefundByDecision(context.Shop, content, inputs, commissions, members, orders, now);
    }

    /// <summary>Decides for the refund as it was reported.</summary>
    /// <param name="waited">The event that waited until now.</param>
    /// <exception cref="ProblemException">422 when the refund does not fit the order.</exception>
    public RefundDecision Decide(WaitingEventRow waited)
    {
        var content = RefundRules.Fill(Reading.Order!, Reading.Lines, Content, Shop.Currency);
        var measured = RefundRules.Measure(Reading.Order!, Reading.Lines, content, Orders.RefundToleranceMinor);
        return measured.Misfit is { } misfit ? throw misfit.ToRefused() : Decide(content, measured, waited);
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
        ShopTransaction transaction, RefundCancellation cancellation, WaitingEventRow? waited = null)
    {
        var batch = transaction.Batch();
        var recorded = batch.Ladder.RecordedRefund(transaction.ShopId, Content.RefundId);
        await batch.Run(transaction.Cancel);
        return Decide(RefundStep.Of(Shop, Reading, Content.RefundId, cancellation, recorded.First!), waited);
    }

    /// <summary>Decides about an amendment of the order.</summary>
    /// <exception cref="ProblemException">422 when it does not fit the order.</exception>
    public RefundDecision Amend(AmendmentInputs amending, OrderAmendment amendment, WaitingEventRow? waited = null)
    {
        var amended = OrderAmendmentOutcome.Of(amending, amendment, RecordedAt);
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
