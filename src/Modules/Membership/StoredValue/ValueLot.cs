namespace SocialCommerce.Membership.StoredValue;

/// <summary>A top-up and what is left of it.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="TopUpId">The merchant's id.</param>
/// <param name="Principal">What was paid in.</param>
/// <param name="Bonus">What was granted with it.</param>
/// <param name="PrincipalLeft">What is left of the principal.</param>
/// <param name="BonusLeft">What is left of the bonus, expired or not.</param>
/// <param name="Refunded">What was refunded of the principal.</param>
/// <param name="BonusUntil">When the bonus expires; null where it does not.</param>
/// <param name="PaidAt">When it was paid.</param>
internal sealed record ValueLot(
    long Key, string TopUpId, long Principal, long Bonus, long PrincipalLeft, long BonusLeft, long Refunded,
    DateTimeOffset? BonusUntil, DateTimeOffset PaidAt)
{
    /// <summary>The bonus that a refund of so much principal withdraws: its part, up to what is left.</summary>
    public long BonusOf(long refund)
    {
        var part = Share(Refunded + refund) - Share(Refunded);
        return Math.Min(BonusLeft, part);

        long Share(long principal) => Allocation.RoundHalfEven((Int128)Bonus * principal, Principal);
    }
}
