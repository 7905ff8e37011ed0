namespace SocialCommerce.Commissions.Tiers;

/// <summary>Finds the people promoted by an event; pure.</summary>
public static class TierPromotion
{
    /// <summary>
    /// The promotions of people who stand one above the other, the lowest first, so that each is judged with what those
    /// below have just reached.
    /// </summary>
    public static List<Promotion> Of(
        IReadOnlyList<PartnerTier> tiers, IEnumerable<PromotionCandidate> chain, PartnerCounts? counts)
    {
        var promotions = new List<Promotion>();
        foreach (var (customerId, partner, referrer, added) in chain)
        {
            if (partner.Reached(tiers, added, counts) is not { } reached) continue;
            var promotion = new Promotion(
                partner.Key, customerId, partner.TierNow, reached, partner.SeqNow, referrer);
            promotions.Add(promotion);
            counts?.Add(promotion);
        }
        return promotions;
    }
}
