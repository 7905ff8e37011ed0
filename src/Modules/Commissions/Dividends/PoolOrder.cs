using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>An order that a dividend counts.</summary>
/// <param name="Snapshot">The order at the period's end.</param>
/// <param name="Before">The order at the period's start; null where the period itself counts it.</param>
/// <param name="PeriodEnd">End of the period that counted its sale.</param>
public sealed record PoolOrder(long OrderKey, string Snapshot, string? Before, DateTimeOffset PeriodEnd)
{
    /// <summary>The snapshot, read.</summary>
    public Snapshot ReadSnapshot() => Json.Read<Snapshot>(Snapshot);

    /// <summary>The snapshot at the period's start, read; null where the period itself counts the order.</summary>
    public Snapshot? ReadBefore() => Before is null ? null : Json.Read<Snapshot>(Before);
}
