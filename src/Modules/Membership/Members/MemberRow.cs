using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>A member as stored, as of the latest event; <see cref="MemberRules"/> moves it on in time.</summary>
/// <param name="Growth">Growth value, never spent.</param>
/// <param name="Points">Points to spend; may be negative after a refund.</param>
/// <param name="GrowthTier">The tier that growth gave for a period, or null.</param>
/// <param name="GrowthTierUntil">When that period ends; null exactly when there is no such tier.</param>
/// <param name="Held">Tiers that were bought, and tiers without a period that growth reached.</param>
/// <param name="Version">Rises with every change; 0 for who is no member yet.</param>
/// <param name="AsOf">
/// The latest order or refund that counts, by its own time. Changes of tiers from that instant on are not counted yet.
/// Null for who is no member yet, and for a row that has to be recomputed; the least instant for who was invited and
/// has never bought.
/// </param>
/// <param name="Revision">Rises when the tier history is recomputed.</param>
/// <param name="Period">
/// What counts in the period of the tier that growth gave; null without such a tier, unless one was lost.
/// </param>
/// <param name="Invited">Tiers that persons of the shop gave, whatever the events; null: none.</param>
public sealed record MemberRow(
    long Growth, long Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[] Held, long Version,
    DateTimeOffset? AsOf, int Revision, GrowthPeriod? Period = null, InvitedTier[]? Invited = null)
{
    /// <summary>The row of a customer who never bought.</summary>
    public static readonly MemberRow Nobody = new(0, 0, null, null, [], 0, null, 0);

    /// <summary>Whether the customer was invited and has never bought.</summary>
    internal bool HasNeverBought => AsOf == DateTimeOffset.MinValue;

    internal MemberRow Add(MembershipStanding change) => this with
    {
        Points = Points + change.Points,
        Growth = Growth + change.Growth,
        Period = Period?.Add(change),
    };

    /// <summary>Whether two rows give the same tiers at all times.</summary>
    public bool HasTiersOf(MemberRow other) =>
        (GrowthTier, GrowthTierUntil) == (other.GrowthTier, other.GrowthTierUntil)
        && Period == other.Period && Held.Length == other.Held.Length && Array.TrueForAll(Held, other.Held.Contains);
}
