using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Membership.Joining;

/// <summary>The joining settings of a shop over time. Pure.</summary>
/// <param name="versions">Every version, oldest first.</param>
public sealed class JoiningVersions(IEnumerable<Versioned<JoiningSettings>> versions)
{
    private readonly Versioned<JoiningSettings>[] _versions = [.. versions];

    /// <summary>How numbers are formed now; null: none is given.</summary>
    public MemberNumbers.NumberRule? Numbers => _versions.LastOrDefault()?.Content.Numbers;

    /// <summary>
    /// The entry rule for an order of that time: the one in force then; where none was, the first later one that counts
    /// orders of that time. Null: the order founds no membership.
    /// </summary>
    public EntryRule? RuleAt(DateTimeOffset paidAt) =>
        Array.FindLast(_versions, version => version.RecordedAt <= paidAt)?.Content.Entry
        ?? Array.Find(_versions, version =>
            version.RecordedAt > paidAt && version.Content.Entry?.CountsFrom <= paidAt)?.Content.Entry;

    /// <summary>
    /// The ceremony of a membership that became pending then: that of the version in force, or of the first one.
    /// </summary>
    internal IReadOnlyList<CeremonyStep> CeremonyAt(DateTimeOffset pendingAt) =>
        (Array.FindLast(_versions, version => version.RecordedAt <= pendingAt) ?? _versions.FirstOrDefault())
            ?.Content.Steps ?? UsualCeremony.Steps;

    /// <summary>Whether any version has a step of this key; without one, whether the usual ceremony has.</summary>
    public bool Knows(string stepKey) => _versions.Length == 0
        ? UsualCeremony.Steps.Any(step => step.Key == stepKey)
        : Array.Exists(_versions, version => version.Content.Steps.Any(step => step.Key == stepKey));
}
