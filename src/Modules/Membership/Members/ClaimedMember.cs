using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.Members;

/// <summary>A guest's points, growth and tiers become the claiming customer's.</summary>
public static class ClaimedMember
{
    /// <summary>
    /// Writes the customer as the orders of both make one, and empties the guest; points move, of either sign.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">The claim.</param>
    /// <param name="guestKey">The guest.</param>
    /// <param name="customerKey">The customer.</param>
    /// <param name="change">What <see cref="MemberRules.Recompute"/> makes of the customer.</param>
    public static void Absorb(
        this MembershipBatch batch, PostingContext posting, long guestKey, long customerKey, MemberChange change)
    {
        batch.Save(posting, customerKey, change);
        batch.Save(posting, guestKey, change with
        {
            After = MemberRow.Nobody with { AsOf = posting.RecordedAt },
            Growth = -change.Growth,
            Points = -change.Points,
            Entries = [],
        });
        if (change.Points == 0) return;
        var (giver, taker) = change.Points > 0 ? (guestKey, customerKey) : (customerKey, guestKey);
        var points = Math.Abs(change.Points);
        batch.Sql.Book(
            [
                new Movement(PointMoves.ClaimedFrom, Movement.Points, giver, points, guestKey),
                new Movement(PointMoves.ClaimedBy, Movement.Points, taker, points, guestKey),
            ], posting);
    }
}
