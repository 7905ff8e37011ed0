using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>A buyer's membership before an order.</summary>
/// <param name="Key">The buyer.</param>
/// <param name="Row">The row; null for a customer without an order.</param>
/// <param name="Past">The buyer's other orders, where this one is not the latest event; else null.</param>
/// <param name="Earning">What the history says about the order's points; null where nothing is asked.</param>
internal sealed record BuyerMember(
    long Key, MemberRow? Row, IReadOnlyList<PastOrder>? Past = null, EarningInputs? Earning = null)
{
    /// <summary>Whether an order of that time is later than everything that is counted.</summary>
    public bool IsLatest(DateTimeOffset at) => Row is null || Row.AsOf < at;

    /// <summary>
    /// Reads the buyer's other orders where this one is not later than all that is counted, and what the settings ask
    /// about its points.
    /// </summary>
    public async Task<BuyerMember> LookAtHistory(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, MemberCatalogue members,
        (OrderContent Content, long Key, DateTimeOffset At) order)
    {
        var buyer = this;
        if (!MemberRules.IsLatest(Row, members, order.At))
        {
            var row = await settings.CountMember(transaction, context, Key, Row!);
            buyer = this with { Row = row, Past = (await MemberInputs.Read(transaction, members, Key)).Of(Key) };
        }
        if (!members.AsksHistory) return buyer;
        return buyer with
        {
            Earning = await PointJudging.OfOrder(
                transaction, context.Shop, members, buyer,
                new PastOrder(order.Key, order.Content.OrderId, order.At, 0, 0, [], []), order.Content.PaidAt),
        };
    }

    /// <summary>What an order changes.</summary>
    public MemberChange Add(PastOrder order, MemberCatalogue members, DateTimeOffset now) => Past is null
        ? MemberRules.Earn(Row, members, order, now)
        : MemberRules.Recompute(Row!, Past, [.. Past, order], members, now);
}
