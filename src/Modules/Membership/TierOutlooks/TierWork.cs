namespace SocialCommerce.Membership.TierOutlooks;

/// <summary>A member with a tier to reach, or one to keep.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="TierId">The tier in force; null for none.</param>
/// <param name="NextTierId">The tier that is near, or the one that follows the end; null for none.</param>
/// <param name="GrowthMissing">The growth that is missing to the near one.</param>
/// <param name="EndsAt">When the tier in force ends.</param>
public sealed record TierWork(
    long CustomerKey, string CustomerId, string? TierId, string? NextTierId, long? GrowthMissing,
    DateTimeOffset? EndsAt)
{
    private const int Whole = 10_000;

    /// <summary>The least growth at which a tier is near, rounded up.</summary>
    internal static long NearFrom(long growthFrom, int nearBps) =>
        (long)(((Int128)growthFrom * nearBps + Whole - 1) / Whole);
}
