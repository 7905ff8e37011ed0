using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Postings;

/// <summary>The order's commission row, locked for the transaction that changes it.</summary>
public sealed record CommissionOrder(
    long OrderKey, string OrderId, long CustomerKey, DateTimeOffset PaidAt, long? PlanKey, string Snapshot,
    DateTimeOffset? CompletedAt, DateTimeOffset? MaturesAt, bool Matured, string[] Holding)
{
    /// <summary>The reasons that hold the whole order, so that later commission is held as well.</summary>
    public IEnumerable<HoldReason> HeldBy => Holding.Select(HoldReason.Parse);

    /// <summary>The snapshot, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);

    /// <summary>Whether commission has matured by the shop's time, booked or not.</summary>
    public bool IsMature(DateTimeOffset now) => Matured || MaturesAt <= now;
}
