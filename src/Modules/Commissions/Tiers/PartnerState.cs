using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>
/// Where a person stands: the tier as of a moment, the tier now, and the numbers that conditions read.
/// </summary>
/// <param name="Key">The person.</param>
/// <param name="Tier">Tier at the moment asked for.</param>
/// <param name="Active">Whether it let the person earn then.</param>
/// <param name="Seq">History entry that says so; 0 for none.</param>
/// <param name="TierNow">Tier at present.</param>
/// <param name="ActiveNow">Whether it lets the person earn, and climb; true for who never was a partner.</param>
/// <param name="SeqNow">Latest history entry; 0 for none.</param>
/// <param name="Approved">Approved as a partner.</param>
/// <param name="Own">Own net spend.</param>
/// <param name="Team1">Net spend at depth 1.</param>
/// <param name="Team2">Net spend at depth 2.</param>
/// <param name="Team3">Net spend at depth 3.</param>
/// <param name="Buyers">Direct referrals who bought.</param>
/// <param name="Unfolded">How many entries the sums had to add up.</param>
/// <param name="Trainings">Trainings and exams passed.</param>
public sealed record PartnerState(
    long Key, string? Tier, bool Active, long Seq, string? TierNow, bool ActiveNow, long SeqNow, bool Approved,
    long Own, long Team1, long Team2, long Team3, long Buyers, long Unfolded, string[] Trainings)
{
    /// <summary>The numbers, with what the event at hand adds to them and who below is a partner.</summary>
    public PartnerNumbers Numbers(Volume? added = null, PartnerCounts? counts = null) => new(
        Own + (added?.Own ?? 0), Team1 + (added?.Team1 ?? 0), Team2 + (added?.Team2 ?? 0), Team3 + (added?.Team3 ?? 0),
        Buyers + (added?.Buyers ?? 0), Approved, Trainings, counts?.Of(Key));

    /// <summary>
    /// The higher tier that these numbers reach, or null. Suspended and resigned partners do not climb.
    /// </summary>
    public string? Reached(IReadOnlyList<PartnerTier> tiers, Volume? added = null, PartnerCounts? counts = null) =>
        ActiveNow ? TierRules.Reached(tiers, TierNow, Numbers(added, counts)) : null;
}
