using SocialCommerce.Membership.Homes;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Flows.Home;

/// <summary>Something that the customer should do soon.</summary>
/// <param name="Code" example="pointsExpiring">
/// <c>confirmPayout</c>, <c>tierEnding</c> (it is not kept if nothing changes), <c>pointsExpiring</c>,
/// <c>couponExpiring</c> or <c>renewMembership</c> (the last tier has ended).
/// </param>
/// <param name="Until">Until when; absent where there is no end.</param>
internal sealed record HomeAction(string Code, DateTimeOffset? Until = null)
{
    /// <summary>What is due by a time, the earliest first. Pure.</summary>
    public static List<HomeAction> Of(MemberHome home, TransfersToConfirm toConfirm, DateTimeOffset by)
    {
        var actions = new List<HomeAction>();
        if (toConfirm.ConfirmBefore is { } before) actions.Add(new HomeAction("confirmPayout", before));
        if (home.Tier is { } tier && tier.ValidUntil <= by && tier.AtEnd != HomeTier.Kept)
            actions.Add(new HomeAction("tierEnding", tier.ValidUntil));
        if (home.Points.NextExpiryAt <= by) actions.Add(new HomeAction("pointsExpiring", home.Points.NextExpiryAt));
        if (home.Coupons.NextExpiryAt <= by)
            actions.Add(new HomeAction("couponExpiring", home.Coupons.NextExpiryAt));
        if (home.HadTier) actions.Add(new HomeAction("renewMembership"));
        return [.. actions.OrderBy(action => action.Until ?? DateTimeOffset.MaxValue)];
    }
}
