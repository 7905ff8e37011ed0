namespace SocialCommerce.Kernel.Customers;

/// <summary>A guest who turned out to be a customer.</summary>
/// <param name="GuestId">The guest.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="ClaimedAt">When it was recorded, by the shop's clock.</param>
public sealed record GuestClaim(string GuestId, string CustomerId, DateTimeOffset ClaimedAt);
