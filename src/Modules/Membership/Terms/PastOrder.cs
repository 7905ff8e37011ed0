namespace SocialCommerce.Membership.Terms;

/// <summary>An order of a customer with its refunds, as the rules take it.</summary>
/// <param name="OrderKey">Its key.</param>
/// <param name="OrderId">The merchant's id, by which orders of one instant are sorted (ordinal).</param>
/// <param name="At">When it takes effect: when it was paid.</param>
/// <param name="Points">Points granted.</param>
/// <param name="Growth">Growth granted.</param>
/// <param name="Gives">Tiers that it gives.</param>
/// <param name="Refunds">Its refunds and amendments, in the order of their times.</param>
/// <param name="SpendMinor">The value on which it earned.</param>
public sealed record PastOrder(
    long OrderKey, string OrderId, DateTimeOffset At, long Points, long Growth, IReadOnlyList<Giving> Gives,
    IReadOnlyList<PastRefund> Refunds, long SpendMinor = 0)
{
    /// <summary>Points and growth that stand in the end.</summary>
    public MembershipStanding Stands =>
        Refunds.Count == 0 ? new MembershipStanding(Points, Growth, SpendMinor) : Refunds[^1].Stands;
}
