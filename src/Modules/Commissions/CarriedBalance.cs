using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A balance that a run carried forward; negative for a debt.</summary>
public sealed record CarriedBalance(long CustomerKey, long Balance);
