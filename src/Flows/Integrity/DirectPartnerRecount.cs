using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Flows.Integrity;

/// <summary>Recomputes who counts as whose direct partner from bindings and tiers.</summary>
internal static class DirectPartnerRecount
{
    /// <summary>People who are kept below a referrer with other tiers than they have reached.</summary>
    public static List<IntegrityFinding> Of(
        IEnumerable<DirectPartner> kept, IEnumerable<HistoryEntry> tiers, Histories histories)
    {
        var due = new HashSet<DirectPartner>();
        foreach (var entry in tiers)
            if (entry.Tier is { } tier && histories.ReferrerOf(entry.CustomerKey) is { } referrer)
                due.Add(new DirectPartner(referrer, tier, entry.CustomerKey));
        var wrong = due.ToHashSet();
        wrong.SymmetricExceptWith(kept);
        return
        [
            .. wrong.OrderBy(one => (one.ReferrerKey, one.CustomerKey, one.Tier)).Select(one => new IntegrityFinding(
                $"customer key {one.CustomerKey}",
                $"has reached '{one.Tier}' below customer key {one.ReferrerKey}, which is "
                    + (due.Contains(one) ? "not counted" : "counted and not so"))),
        ];
    }
}
