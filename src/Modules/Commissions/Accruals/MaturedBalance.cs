namespace SocialCommerce.Commissions.Accruals;

/// <summary>A person's matured balance in no statement; below 0 for a debt.</summary>
public sealed record MaturedBalance(long CustomerKey, long Balance);
