namespace SocialCommerce.Commissions;

/// <summary>Somebody whom an event concerns.</summary>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Standing">Where the person stands.</param>
/// <param name="ReferrerKey">The referrer, if there is one.</param>
/// <param name="Added">What the event adds to the numbers.</param>
public sealed record Climber(string CustomerId, Standing Standing, long? ReferrerKey, Volume? Added = null);

/// <summary>Who climbs by an event; pure.</summary>
public static class Climbing
{
    /// <summary>
    /// The promotions of people who stand one above the other, the lowest first, so that each is judged with what those
    /// below have just reached.
    /// </summary>
    public static List<Promotion> Of(
        IReadOnlyList<PartnerTier> tiers, IEnumerable<Climber> chain, PartnerCounts? counts)
    {
        var promotions = new List<Promotion>();
        foreach (var (customerId, standing, referrer, added) in chain)
        {
            if (standing.Reached(tiers, added, counts) is not { } reached) continue;
            var promotion = new Promotion(
                standing.Key, customerId, standing.TierNow, reached, standing.SeqNow, referrer);
            promotions.Add(promotion);
            counts?.Add(promotion);
        }
        return promotions;
    }
}
