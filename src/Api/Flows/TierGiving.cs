using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Gives tiers: what every flow that promotes adds to its last batch. A promotion is an entry of the history, a step of
/// the journey, and perhaps a bonus for the referrer, all in the transaction of what caused it.
/// </summary>
internal static class TierGiving
{
    /// <summary>Adds the promotions.</summary>
    public static void Give(
        this Batch batch, Occasion when, string cause, string unit, CommissionSettings settings,
        IReadOnlyCollection<Promotion> promotions)
    {
        if (promotions.Count == 0) return;
        // A binding under way would not see who is promoted here, and this would not see the referrer.
        foreach (var top in promotions.Where(promotion => promotion.ReferrerKey is null))
            batch.HoldRoot(when.ShopId, top.Key);
        batch.Promote(when, cause, unit, settings, promotions);
        batch.StampPartners(when, [.. promotions.Select(promotion => promotion.Key)]);
    }
}
