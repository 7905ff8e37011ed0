using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.MemberNumbers;

namespace SocialCommerce.Membership.Joining;

/// <summary>How customers become members.</summary>
/// <param name="Entry">Which orders make a membership pending; absent: none does.</param>
/// <param name="Ceremony">
/// The steps of the entry ceremony in their order; absent: the eight usual ones. Without a required step a membership
/// begins as soon as it would be pending.
/// </param>
/// <param name="Numbers">How member numbers are formed; absent: none is given.</param>
public sealed record JoiningSettings(
    EntryRule? Entry = null, CeremonyStep[]? Ceremony = null, NumberRule? Numbers = null)
{
    /// <summary>The steps.</summary>
    internal IReadOnlyList<CeremonyStep> Steps => Ceremony ?? UsualCeremony.Steps;
}
