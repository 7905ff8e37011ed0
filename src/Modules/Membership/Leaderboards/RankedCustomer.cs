namespace SocialCommerce.Membership.Leaderboards;

/// <summary>A customer's place on a board.</summary>
/// <param name="Rank">One more than the customers with a higher score.</param>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The merchant's own id.</param>
/// <param name="Score">The score.</param>
public sealed record RankedCustomer(int Rank, long CustomerKey, string CustomerId, long Score);
