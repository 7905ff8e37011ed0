using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Postings;

/// <summary>An order's commission as it is kept and booked.</summary>
/// <param name="Seen">
/// What the transaction could see when it took the snapshot, as <c>pg_snapshot</c> writes it.
/// </param>
/// <param name="HeardAt">The time since which the completion is known.</param>
/// <param name="Rules">Rule of each accrual.</param>
/// <param name="Beneficiaries">Beneficiary of each accrual.</param>
/// <param name="Nets">Net of the movements of each accrual.</param>
/// <param name="Rejected">Whether it was held and then rejected, so that it is worth nothing.</param>
/// <param name="Now">The snapshot with the lines that amendments have left; null where there are none.</param>
public sealed record BookedOrder(
    long OrderKey, string OrderId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, long? PlanKey, string Snapshot,
    string Seen, DateTimeOffset? CompletedAt, DateTimeOffset? MaturesAt, DateTimeOffset HeardAt, string[] Rules,
    long[] Beneficiaries, long[] Nets, bool[] Rejected, string? Now)
{
    /// <summary>Completion and maturity as they are kept.</summary>
    public Maturity? Maturity => CompletedAt is { } completed && MaturesAt is { } matures
        ? new Maturity(completed, matures)
        : null;

    /// <summary>The snapshot as it was recorded, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);

    /// <summary>The snapshot with the lines that amendments have left, read.</summary>
    public Snapshot ReadNow(Snapshot recorded) => Now is null ? recorded : Json.Read<Snapshot>(Now);
}
