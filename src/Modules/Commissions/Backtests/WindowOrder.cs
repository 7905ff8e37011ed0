using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>An order as it is kept and booked, and by what it was booked.</summary>
/// <param name="Seen">What the transaction could see when it took the snapshot.</param>
/// <param name="Rules">Rule of each accrual.</param>
/// <param name="Kinds">Its bonus kind.</param>
/// <param name="Tiers">The beneficiary's tier.</param>
/// <param name="Depths">The beneficiary's depth.</param>
/// <param name="Beneficiaries">Beneficiary of each accrual.</param>
/// <param name="Nets">Net of the movements of each accrual.</param>
public sealed record WindowOrder(
    long OrderKey, string OrderId, DateTimeOffset PaidAt, long? PlanKey, string Snapshot, string Seen, string[] Rules,
    string[] Kinds, string[] Tiers, int[] Depths, long[] Beneficiaries, long[] Nets)
{
    /// <summary>The snapshot, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);
}
