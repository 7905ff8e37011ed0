using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>Tiers at a past time, by their versions of that time. Pure.</summary>
internal static class TierThen
{
    /// <summary>
    /// The tier of a member before an event: the highest that stood, by the ranks and with the privileges that tiers
    /// had then, whatever the shop has changed since; null for none.
    /// </summary>
    /// <param name="member">The member before the event.</param>
    /// <param name="catalogue">The shop's tiers.</param>
    /// <param name="at">When the event took effect.</param>
    public static MemberTier? Of(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at)
    {
        if (catalogue.Tiers.Count == 0) return null;
        var moved = MemberSteps.Go(member, catalogue, at, through: true, null);
        var set = catalogue.SetThen(at);
        var best = moved.GrowthTierUntil > at ? set.Find(moved.GrowthTier) : null;
        foreach (var held in moved.Held)
            if (!(held.Until <= at)) best = Higher(best, set.Find(held.TierId));
        foreach (var invited in moved.Invited ?? [])
            if (invited.StandsAt(at)) best = Higher(best, set.Find(invited.TierId));
        return best;
    }

    private static MemberTier? Higher(MemberTier? one, MemberTier? other) =>
        (other?.Rank ?? 0) > (one?.Rank ?? 0) ? other : one;
}
