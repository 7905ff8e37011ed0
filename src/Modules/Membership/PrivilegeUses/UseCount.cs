namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>How often a privilege was used in a tier.</summary>
/// <param name="TierId">The tier; null for customers without one.</param>
/// <param name="Code">The privilege.</param>
/// <param name="Breach">The breach that the uses were; null for none.</param>
/// <param name="Uses">Uses.</param>
/// <param name="Customers">Customers who used it.</param>
/// <param name="Saved">What it saved them, in minor units.</param>
public sealed record UseCount(string? TierId, string Code, string? Breach, long Uses, long Customers, long Saved);
