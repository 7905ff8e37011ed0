using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>The amount that one rule of one order pays to one person, or the reason why it pays nothing.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Kind">The bonus kind.</param>
/// <param name="Person">The ancestor, as in the snapshot.</param>
/// <param name="Depth">1 for the buyer's referrer (or for the buyer, where own purchases pay).</param>
/// <param name="Bps">The person's own rate; for a peer the rule's.</param>
/// <param name="Basis">The amount to which the rate applies, exact.</param>
/// <param name="Share">The share before rounding.</param>
/// <param name="Amount">The share in minor units, rounded half to even as the kind says.</param>
/// <param name="Reason">Why it is nothing, or less than the rate says; one of <see cref="Reasons"/>.</param>
public sealed record Outcome(
    string Rule, string Kind, SnapshotPerson Person, int Depth, int Bps, Exact Basis, Exact Share, long Amount,
    string? Reason)
{
    /// <summary>Differential: the highest rate taken below, which the own rate is lessened by.</summary>
    public int? TakenBps { get; init; }

    /// <summary>Differential with a floor: the rate below which the share does not fall.</summary>
    public int? HeldBps { get; init; }

    /// <summary>Level by the unit: minor units for each.</summary>
    public long? UnitMinor { get; init; }

    /// <summary>Level by the unit: the units that are left, exact.</summary>
    public Exact? Units { get; init; }

    internal static Outcome Nothing(string rule, string kind, SnapshotPerson person, int depth, string reason) =>
        new(rule, kind, person, depth, 0, Exact.Zero, Exact.Zero, 0, reason);

    /// <summary>The same, cut by the order's cap; rounding never makes a cut share larger than it was.</summary>
    internal Outcome Less(Exact cut)
    {
        var share = Share - cut;
        return this with { Share = share, Amount = Math.Min(Amount, share.Round()), Reason = Reasons.CapReached };
    }

    /// <summary>The same, cut to what is left of a rule's budget.</summary>
    internal Outcome Within(long amount) =>
        this with { Share = Exact.Zero + amount, Amount = amount, Reason = Reasons.BudgetReached };
}
