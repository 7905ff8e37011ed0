namespace SocialCommerce.Commissions.Accruals;

/// <summary>A source that is being made.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Kind">One of <see cref="AccrualSource"/>'s.</param>
/// <param name="Id">What people call it.</param>
/// <param name="PlanKey">The plan version that governs it.</param>
/// <param name="MaturesAt">When its accruals mature.</param>
internal sealed record NewSource(long Key, string Kind, string Id, long? PlanKey, DateTimeOffset MaturesAt);
