namespace SocialCommerce.Ladder.Reports;

/// <summary>A customer who is ready to step up.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="Rung">The highest rung reached; null for none.</param>
/// <param name="NextRung">The rung that the ladder names next.</param>
public sealed record ReadyCustomer(long CustomerKey, string CustomerId, string? Rung, string NextRung);
