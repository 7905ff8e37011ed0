using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>The order's commission row, locked for whoever changes it.</summary>
public sealed record CommissionOrder(
    long OrderKey, string OrderId, long CustomerKey, DateTimeOffset PaidAt, long? PlanKey, string Snapshot,
    DateTimeOffset? CompletedAt, DateTimeOffset? MaturesAt, bool Matured, string[] Holding)
{
    /// <summary>What holds the order whole, so that whatever it earns later is held as well.</summary>
    public IEnumerable<HoldCause> HeldBy => Holding.Select(HoldCause.Parse);

    /// <summary>The snapshot, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);

    /// <summary>Whether commission has matured by the shop's time, booked or not.</summary>
    public bool IsMature(DateTimeOffset now) => Matured || MaturesAt <= now;
}

/// <summary>An accrual and what its movements come to.</summary>
/// <param name="Held">Of the net: what stands on held.</param>
/// <param name="Holds">How many holds have not ended.</param>
/// <param name="Rejected">Whether a hold ended with the commission being lost, for ever.</param>
/// <param name="OfBalance">Whether it was held out of the balance, so after it matured.</param>
/// <param name="Absorbed">What the shop bears of its reversals.</param>
/// <param name="LostTo">By what it was lost, as <c>chargeback:cb1</c>; null where it was not.</param>
public sealed record AccrualNet(
    long AccrualId, string Rule, string Kind, long BeneficiaryKey, string BeneficiaryId, int Depth, string Tier,
    long Amount, long Net, long Held = 0, long Holds = 0, bool Rejected = false,
    bool OfBalance = false, long Absorbed = 0, string[]? LostTo = null)
{
    /// <summary>Whether something holds it.</summary>
    public bool IsHeld => Holds > 0;

    /// <summary>The same once a lost chargeback is reversed; what was lost by something else stays lost.</summary>
    public AccrualNet Regained(string chargebackId) =>
        Rejected && Array.TrueForAll(LostTo ?? [""], cause => cause == $"chargeback:{chargebackId}")
            ? this with { Rejected = false }
            : this;

    /// <summary>What stands on pending or available.</summary>
    public long Free => Net - Held;
}
