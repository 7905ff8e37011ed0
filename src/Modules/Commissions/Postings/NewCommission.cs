using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Postings;

/// <summary>An order's commission when it is first computed.</summary>
/// <param name="OrderKey">Internal key of the order.</param>
/// <param name="OrderId">The merchant's id.</param>
/// <param name="BuyerKey">The buyer.</param>
/// <param name="Plan">The version in force at payment, or null.</param>
/// <param name="Snapshot">The snapshot from which everything is computed.</param>
/// <param name="Seen">The database snapshot under which it was taken, as text.</param>
/// <param name="Outcomes">The outcomes of the engine.</param>
/// <param name="Maturity">When it completes and matures, or null while that is open.</param>
/// <param name="Shared">Whether another order under way concerns one of these people.</param>
public sealed record NewCommission(
    long OrderKey, string OrderId, long BuyerKey, Plan? Plan, Snapshot Snapshot, string Seen,
    IReadOnlyList<Outcome> Outcomes, Maturity? Maturity, bool Shared);
