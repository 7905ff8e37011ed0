using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>A refund that a person's decision gives its effect on an order, by the code of any other refund.</summary>
internal sealed record LateRefund(
    Shop Shop, RefundContent Content, RefundReading Reading, CommissionSettings Commissions, MemberCatalogue Members,
    DateTimeOffset RecordedAt)
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
        await reading.Weigh(work, desk.Shop, commissions, now);
        await reading.LookAtHistory(work, desk, settings, members);
        return new LateRefund(desk.Shop, content, reading, commissions, members, now);
    }

    /// <summary>Decides; what does not fit the order is laid to the part of the request that named the order.</summary>
    public RefundDecision Decide(string pointer)
    {
        try
        {
            var decision = RefundDecision.Of(Shop, Content, Reading, Commissions, Members, RecordedAt);
            Promotions = decision.Promotions;
            return decision;
        }
        catch (Refused refused)
        {
            throw new Refused(refused.Status, refused.Code, refused.Message, pointer);
        }
    }
}
