namespace SocialCommerce.Membership;

/// <summary>An order of a customer with its refunds, as the rules take it.</summary>
/// <param name="OrderKey">Its key.</param>
/// <param name="OrderId">The merchant's id, by which orders of one instant are sorted (ordinal).</param>
/// <param name="At">When it takes effect: when it was paid.</param>
/// <param name="Points">Points granted.</param>
/// <param name="Growth">Growth granted.</param>
/// <param name="Gives">Tiers that it gives.</param>
/// <param name="Refunds">Its refunds and amendments, in the order of their times.</param>
public sealed record PastOrder(
    long OrderKey, string OrderId, DateTimeOffset At, long Points, long Growth, IReadOnlyList<Giving> Gives,
    IReadOnlyList<PastRefund> Refunds)
{
    /// <summary>Points and growth that stand in the end.</summary>
    public Stands Stands => Refunds.Count == 0 ? new Stands(Points, Growth) : Refunds[^1].Stands;
}

/// <summary>A refund or an amendment, by what it leaves.</summary>
/// <param name="RefundId">The merchant's id, by which refunds of one instant are sorted (ordinal).</param>
/// <param name="At">When it takes effect; not before its order.</param>
/// <param name="Stands">Points and growth of the order that stand after it.</param>
/// <param name="UnitsLeft">
/// Units left of each line that gives a tier, as the order lists them; then of those that amendments have bought, this
/// one included.
/// </param>
/// <param name="Policy">What it leaves of tiers.</param>
/// <param name="Bought">Units of lines that give a tier and that this amendment adds; null for a refund.</param>
public sealed record PastRefund(
    string RefundId, DateTimeOffset At, Stands Stands, IReadOnlyList<long> UnitsLeft, AfterRefund Policy,
    IReadOnlyList<Giving>? Bought = null);
