using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>What an order, a refund or a declaration does to a member.</summary>
/// <param name="After">The member afterwards.</param>
/// <param name="Points">Points to add; negative for a refund.</param>
/// <param name="Growth">Growth to add; negative for a refund.</param>
/// <param name="TierBefore">The tier in force now without the change, or null.</param>
/// <param name="TierAfter">The tier in force now, or null.</param>
/// <param name="Entries">What to add to the tier history, under the revision of <paramref name="After"/>.</param>
/// <param name="MemberSince">
/// When the first tier began: by these entries, or by all events where they were recomputed; null: no tier by them.
/// </param>
/// <param name="Recomputed">Whether all of the member's events were counted again.</param>
public sealed record MemberChange(
    MemberRow After, long Points, long Growth, string? TierBefore, string? TierAfter,
    IReadOnlyList<TierEntry> Entries, DateTimeOffset? MemberSince, bool Recomputed)
{
    /// <summary>Whether the tier, or what becomes of it, may be another one.</summary>
    internal bool MayMoveTiers => Recomputed || Entries.Count > 0 || TierBefore != TierAfter;

    /// <summary>Whether anything is to be written.</summary>
    public bool ChangesAnything(MemberRow before) => Points != 0 || Growth != 0 || Entries.Count > 0
        || After.AsOf != before.AsOf || After.Revision != before.Revision || !After.HasTiersOf(before);
}
