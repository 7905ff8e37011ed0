namespace SocialCommerce.Commissions.Compliance;

/// <summary>Net sales in all, and of them those to people who hold no partner tier; minor units.</summary>
public sealed record RetailSales(long NetMinor, long RetailMinor)
{
    /// <summary>The share in basis points, rounded down; null when nothing is sold.</summary>
    public long? RetailBps => NetMinor <= 0 ? null : (long)((Int128)Math.Max(0, RetailMinor) * 10_000 / NetMinor);
}
