using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Refunds that came before their order are applied when it comes, in the order's own transaction; one that turns out
/// too large becomes <c>refused</c>, visibly, and the order stands.
/// </summary>
public sealed class WaitingRefunds(Desk desk, Settings settings)
{
    /// <summary>Applies all that wait for an order which this transaction has recorded; the caller commits.</summary>
    internal async Task<Batch> Apply(Work work, string orderId, DateTimeOffset recordedAt)
    {
        var finding = work.Batch();
        var waiting = finding.WaitingRefunds(work.ShopId, orderId);
        await finding.Run(work.Cancel);
        foreach (var refund in waiting.List)
            await ApplyOne(work, orderId, Json.Read<RefundContent>(refund.Content), recordedAt);
        return work.Batch();
    }

    private async Task ApplyOne(Work work, string orderId, RefundContent refund, DateTimeOffset recordedAt)
    {
        var reading = await RefundReading.Read(work, work.ShopId, orderId, refund, null);
        var batch = work.Batch();
        batch.NextJournal();
        var commissions = await settings.Commissions(work, reading.State);
        var members = await settings.Members(work, reading.State);
        var tolerance = (await settings.Orders(work, reading.State)).RefundToleranceMinor;
        var measured = RefundRules.Measure(reading.Order!, reading.Lines, refund, tolerance);
        if (measured.Misfit is { } misfit)
        {
            var when = new Occasion(work.ShopId, refund.RefundedAt, recordedAt, reading.Order!.OrderKey);
            UndecidedRefund.Keep(batch, when, reading.Order, refund, misfit);
        }
        else
        {
            await reading.Weigh(work, desk.Shop, commissions, recordedAt);
            var decision = RefundDecision.Of(
                desk.Shop, refund, reading, measured, commissions, members, recordedAt);
            decision.Write(batch, reading.Chain, reading.Order!.CustomerKey);
        }
        await batch.Run(work.Cancel);
    }
}
