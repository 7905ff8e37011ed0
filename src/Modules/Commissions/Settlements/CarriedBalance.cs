namespace SocialCommerce.Commissions.Settlements;

/// <summary>A balance that a run carried forward; negative for a debt.</summary>
internal sealed record CarriedBalance(long CustomerKey, long Balance);
