namespace SocialCommerce.Commissions.Tiers;

/// <summary>The partner tiers of a shop as one setting.</summary>
/// <param name="Tiers">Lowest first.</param>
public sealed record PartnerTierList(IReadOnlyList<PartnerTier> Tiers)
{
    /// <summary>Its name in the table of settings.</summary>
    internal const string Name = "partnerTiers";

    /// <summary>No tiers.</summary>
    public static readonly Setting<PartnerTierList> Setting = new(Name, new PartnerTierList([]));

    /// <summary>The tiers as they were known at a period's end; none where there was no list yet.</summary>
    /// <param name="lists">Every version, oldest first.</param>
    /// <param name="end">The end, itself not included.</param>
    public static IReadOnlyList<PartnerTier> Before(
        IEnumerable<Versioned<PartnerTierList>> lists, DateTimeOffset end) =>
        lists.LastOrDefault(list => list.RecordedAt < end)?.Content.Tiers ?? [];

    /// <summary>The tiers at a time; null where there was no list yet.</summary>
    public static IReadOnlyList<PartnerTier>? At(IEnumerable<Versioned<PartnerTierList>> lists, DateTimeOffset at) =>
        lists.LastOrDefault(list => list.RecordedAt <= at)?.Content.Tiers;
}
