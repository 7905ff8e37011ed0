using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Tiers;

/// <summary>
/// Gives tiers: what every flow that promotes adds to its last batch. A promotion is an entry of the history, a step of
/// the journey, and perhaps a bonus for the referrer, all in the transaction of what caused it.
/// </summary>
internal static class PromotionWriter
{
    /// <summary>Adds the promotions.</summary>
    public static void GiveTiers(
        this SqlBatch batch, PostingContext posting, string cause, string unit, CommissionSettings settings,
        IReadOnlyCollection<Promotion> promotions)
    {
        if (promotions.Count == 0) return;
        // A binding under way would not see who is promoted here, and this would not see the referrer.
        foreach (var top in promotions.Where(promotion => promotion.ReferrerKey is null))
            batch.Referrals.LockRootShared(posting.ShopId, top.Key);
        batch.Commissions.Promote(posting, cause, unit, settings, promotions);
        batch.Ladder.StampPartners(posting, [.. promotions.Select(promotion => promotion.Key)]);
    }
}
