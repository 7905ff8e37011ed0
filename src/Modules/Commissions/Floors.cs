using System.Globalization;
using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions;

/// <summary>
/// The tiers of an upline and of a direct downline just before a promotion of the downline: the upline's differential
/// over that leg shall not fall below what these two tiers gave (commission.md §5).
/// </summary>
/// <param name="Upline">The upline's tier then.</param>
/// <param name="Downline">The downline's tier then, or null.</param>
public sealed record Floor(
    [property: JsonPropertyName("u")] string Upline, [property: JsonPropertyName("d")] string? Downline = null);

/// <summary>A person's tier history as far as an order's snapshot knows it.</summary>
/// <param name="Entries">The person's entries; later ones than <paramref name="UpTo"/> do not count.</param>
/// <param name="UpTo">The entry that the snapshot names; 0 for none.</param>
public sealed record KnownHistory(IEnumerable<HistoryEntry> Entries, long UpTo)
{
    internal IEnumerable<HistoryEntry> InOrder =>
        Entries.Where(entry => entry.Seq <= UpTo).OrderBy(entry => entry.Seq);
}

/// <summary>When a downline was bound to an upline.</summary>
/// <param name="At">When the binding was recorded.</param>
/// <param name="TransactionId">The transaction that recorded it, which orders equal instants.</param>
public sealed record Bond(DateTimeOffset At, string TransactionId)
{
    /// <summary>Whether it stood when an entry of a tier history was made.</summary>
    public bool Precedes(HistoryEntry entry) =>
        entry.RecordedAt > At || (entry.RecordedAt == At && Number(entry.TransactionId) >= Number(TransactionId));

    private static ulong Number(string transactionId) => ulong.Parse(transactionId, CultureInfo.InvariantCulture);
}

/// <summary>
/// Floors from the histories. What they say depends on nothing but the entries that the snapshot names, so that an
/// order and, at any time later, the integrity check come to the same.
/// </summary>
public static class Floors
{
    /// <summary>
    /// The floors of an upline over a direct downline, oldest first; null for none. Giving back the tier that a
    /// suspension took is no promotion; who resigned holds none, and is promoted anew. Promotions before the binding
    /// are not the upline's.
    /// </summary>
    public static IReadOnlyList<Floor>? Of(KnownHistory upline, KnownHistory downline, Bond bond)
    {
        var floors = new List<Floor>();
        string? held = null;
        foreach (var entry in downline.InOrder)
        {
            // Who resigned begins anew; who was suspended is given back what was held.
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
