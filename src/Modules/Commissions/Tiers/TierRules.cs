namespace SocialCommerce.Commissions.Tiers;

/// <summary>Finds the tier that a person has reached.</summary>
public static class TierRules
{
    /// <summary>
    /// The highest tier whose conditions hold and that ranks above the present one, or null. Reaching two at once is
    /// one promotion, to the higher; no tier is ever lowered.
    /// </summary>
    public static string? Reached(IReadOnlyList<PartnerTier> tiers, string? present, PartnerNumbers numbers)
    {
        for (var rank = tiers.Count - 1; rank > RankOf(tiers, present); rank--)
            if (tiers[rank].Conditions?.Holds(numbers) == true) return tiers[rank].TierId;
        return null;
    }

    /// <summary>Whether a person of this tier can be promoted by numbers at all.</summary>
    public static bool CanClimb(IReadOnlyList<PartnerTier> tiers, string? present) =>
        tiers.Skip(RankOf(tiers, present) + 1).Any(tier => tier.Conditions is not null);

    /// <summary>A tier's place in the list, from 0; −1 for none.</summary>
    public static int RankOf(IReadOnlyList<PartnerTier> tiers, string? tier)
    {
        for (var rank = 0; rank < tiers.Count; rank++) if (tiers[rank].TierId == tier) return rank;
        return -1;
    }
}
