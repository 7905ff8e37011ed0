using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>A buyer's membership before an order.</summary>
/// <param name="Key">The buyer.</param>
/// <param name="Row">The row; null for a customer without an order.</param>
/// <param name="Past">The buyer's other orders, where this one is not the latest event; else null.</param>
internal sealed record BuyerMember(long Key, MemberRow? Row, IReadOnlyList<PastOrder>? Past = null)
{
    /// <summary>Reads the buyer's other orders where this one is not later than all that is counted.</summary>
    public async Task<BuyerMember> LookAtHistory(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, MemberCatalogue members,
        DateTimeOffset at)
    {
        if (MemberRules.IsLatest(Row, members, at)) return this;
        var row = await settings.CountMember(transaction, context, Key, Row!);
        return new BuyerMember(Key, row, (await MemberInputs.Read(transaction, members, Key)).Of(Key));
    }

    /// <summary>What an order changes.</summary>
    public MemberChange Add(PastOrder order, MemberCatalogue members, DateTimeOffset now) => Past is null
        ? MemberRules.Earn(Row, members, order, now)
        : MemberRules.Recompute(Row!, Past, [.. Past, order], members, now);
}
