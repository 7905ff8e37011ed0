using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.Terms;

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
    string RefundId, DateTimeOffset At, MembershipStanding Stands, IReadOnlyList<long> UnitsLeft, AfterRefund Policy,
    IReadOnlyList<Giving>? Bought = null);
