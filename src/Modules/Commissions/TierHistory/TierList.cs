using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.TierHistory;

/// <summary>A list of tiers as it was set.</summary>
public sealed record TierList(string Tiers, DateTimeOffset RecordedAt)
{
    /// <summary>The tiers, lowest first.</summary>
    public IReadOnlyList<PartnerTier> ReadTiers() => Json.Read<List<PartnerTier>>(Tiers);

    /// <summary>The tiers as they were known at a period's end; none where there was no list yet.</summary>
    /// <param name="lists">Every list, latest first.</param>
    /// <param name="end">The end, itself not included.</param>
    public static IReadOnlyList<PartnerTier> At(IEnumerable<TierList> lists, DateTimeOffset end) =>
        lists.FirstOrDefault(list => list.RecordedAt < end)?.ReadTiers() ?? [];
}
