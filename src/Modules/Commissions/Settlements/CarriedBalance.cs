namespace SocialCommerce.Commissions.Settlements;

/// <summary>A balance that a run carried forward; negative for a debt.</summary>
public sealed record CarriedBalance(long CustomerKey, long Balance);
