namespace SocialCommerce.Membership.Tiers;

/// <summary>A moment at which tiers were set up or changed, and those in force from then on.</summary>
internal sealed record TierChange(DateTimeOffset At, TierSet Set)
{
    /// <summary>The changes that these versions are, oldest first; those of one moment are one.</summary>
    public static TierChange[] Of(IReadOnlyCollection<MemberTier> versions)
    {
        var inForce = new Dictionary<string, MemberTier>(StringComparer.Ordinal);
        var changes = new List<TierChange>();
        foreach (var moment in versions.GroupBy(version => version.RecordedAt).OrderBy(moment => moment.Key))
        {
            foreach (var version in moment.OrderBy(version => version.Version)) inForce[version.TierId] = version;
            changes.Add(new TierChange(moment.Key, new TierSet(TierSet.InForce(inForce.Values))));
        }
        return [.. changes];
    }
}
