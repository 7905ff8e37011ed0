namespace SocialCommerce.Commissions.Tiers;

/// <summary>A person's numbers; money in minor units.</summary>
/// <param name="Own">Own net spend.</param>
/// <param name="Team1">Net spend of the people at depth 1.</param>
/// <param name="Team2">At depth 2.</param>
/// <param name="Team3">At depth 3.</param>
/// <param name="Buyers">Direct referrals who have bought.</param>
/// <param name="Approved">Approved by an operator.</param>
/// <param name="Trainings">Trainings and exams passed.</param>
/// <param name="PartnersFrom">By tier: direct referrals who have reached it or a higher one.</param>
public sealed record PartnerNumbers(
    long Own, long Team1, long Team2, long Team3, long Buyers, bool Approved, IReadOnlyList<string>? Trainings = null,
    IReadOnlyDictionary<string, long>? PartnersFrom = null)
{
    /// <summary>Direct referrals who have reached the tier or a higher one; any tier for null.</summary>
    public long Partners(string? tier) => PartnersFrom?.GetValueOrDefault(tier ?? PartnerCounts.AnyTier) ?? 0;

    /// <summary>Whether the person has passed a training or exam.</summary>
    public bool HasPassed(string training) => Trainings?.Contains(training) == true;

    /// <summary>Net spend of the people at depth 1 to <paramref name="depth"/>.</summary>
    public long Team(int depth) => Team1 + (depth >= 2 ? Team2 : 0) + (depth >= 3 ? Team3 : 0);
}
