namespace SocialCommerce.Commissions.Accruals;

/// <summary>What a person has that is matured and in no statement; below 0 for a debt.</summary>
public sealed record MaturedBalance(long CustomerKey, long Balance);
