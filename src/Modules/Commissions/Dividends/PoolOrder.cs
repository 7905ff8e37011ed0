using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>An order that a dividend counts.</summary>
/// <param name="Snapshot">The order at the period's end.</param>
/// <param name="Before">The order at the period's start.</param>
/// <param name="PeriodEnd">End of the period that counted its sale.</param>
public sealed record PoolOrder(long OrderKey, string Snapshot, string Before, DateTimeOffset PeriodEnd)
{
    /// <summary>The snapshot, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);

    /// <summary>The snapshot at the period's start, read.</summary>
    public Snapshot ReadBefore() => Json.Read<Snapshot>(Before);
}
