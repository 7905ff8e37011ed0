using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// Floors from the histories. What they say depends on nothing but the entries that the snapshot names, so that an
/// order and, at any time later, the integrity check come to the same.
/// </summary>
public static class Floors
{
    /// <summary>
    /// The floors of an upline over a direct downline, oldest first; null for none. Giving back the tier that a
    /// suspension took is no promotion. A person who resigned holds no tier, and the next tier is a promotion again.
    /// Promotions before the binding give the upline no floor.
    /// </summary>
    public static IReadOnlyList<Floor>? Of(KnownHistory upline, KnownHistory downline, BindingRef bond)
    {
        var floors = new List<Floor>();
        string? held = null;
        foreach (var entry in downline.InOrder)
        {
            // A resignation clears the tier; a suspension keeps it for the reactivation.
            if (entry.Tier is null) held = null;
            if (entry.Tier is null || !entry.Active || entry.Tier == held) continue;
            var above = upline.InOrder.LastOrDefault(other => other.Seq < entry.Seq)?.Tier;
            var floor = above is null ? null : new Floor(above, held);
            held = entry.Tier;
            if (floor is not null && bond.Precedes(entry) && !floors.Contains(floor)) floors.Add(floor);
        }
        return floors.Count == 0 ? null : floors;
    }

    /// <summary>The floor's rate by a rule: the largest difference of the two tiers' rates, or 0.</summary>
    internal static int RateOf(PlanRule rule, IReadOnlyList<Floor>? floors)
    {
        var most = 0;
        foreach (var floor in floors ?? [])
            most = Math.Max(most, rule.RateOf(floor.Upline) - rule.RateOf(floor.Downline));
        return most;
    }
}
