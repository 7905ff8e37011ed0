using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>A refund that a person's decision gives its effect on an order, by the code of any other refund.</summary>
internal sealed record LateRefund(
    Shop Shop, RefundContent Content, RefundReading Reading, CommissionSettings Commissions, MemberCatalogue Members,
    OrderSettings Orders, DateTimeOffset RecordedAt)
{
    /// <summary>Who reached a partner tier when it was decided.</summary>
    public IReadOnlyList<Promotion> Promotions { get; private set; } = [];

    /// <summary>Reads and locks what it needs to know.</summary>
    public static async Task<LateRefund> Read(
        Work work, Desk desk, Settings settings, RefundContent content, string orderId, DateTimeOffset now)
    {
        var reading = await RefundReading.Read(work, work.ShopId, orderId, content, null);
        if (reading.Order is null)
            throw Refused.Invalid("ORDER_UNKNOWN", $"There is no order '{orderId}'.", "#/orderId");
        var commissions = await settings.Commissions(work, reading.State);
        var members = await settings.Members(work, reading.State);
        var orders = await settings.Orders(work, reading.State);
        await reading.Weigh(work, desk.Shop, commissions, now);
        return new LateRefund(desk.Shop, content, reading, commissions, members, orders, now);
    }

    /// <summary>Decides for the refund as it was reported.</summary>
    /// <exception cref="Refused">
    /// 422 LINE_UNKNOWN or OVER_REFUND, laid to the part of the request that named the order.
    /// </exception>
    public RefundDecision Decide(string pointer)
    {
        var measured = RefundRules.Measure(
            Reading.Order!, Reading.Lines, Content, Orders.RefundToleranceMinor);
        return measured.Misfit is not { Reason: var reason }
            ? Of(Content, measured)
            : throw (reason == Misfit.LineUnknown
                ? Refused.Invalid("LINE_UNKNOWN", "The order has no such line.", pointer)
                : Refused.Invalid("OVER_REFUND", "More would be refunded than is left of the order.", pointer));
    }

    /// <summary>Decides for a plain amount, which counts up to what is left of the order's goods.</summary>
    public RefundDecision DecideUpToLeft()
    {
        var content = RefundRules.UpToLeft(Reading.Order!, Reading.Lines, Content);
        return Of(content, RefundRules.Measure(Reading.Order!, Reading.Lines, content, Money.Limit));
    }

    private RefundDecision Of(RefundContent content, MeasuredRefund measured)
    {
        var decision = RefundDecision.Of(Shop, content, Reading, measured, Commissions, Members, RecordedAt);
        Promotions = decision.Promotions;
        return decision;
    }
}
