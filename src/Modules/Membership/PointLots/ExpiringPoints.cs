namespace SocialCommerce.Membership.PointLots;

/// <summary>A customer with points that expire by a time.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="ExpiresAt">When the first of them do.</param>
/// <param name="Points">How many there are in all.</param>
public sealed record ExpiringPoints(long CustomerKey, string CustomerId, DateTimeOffset ExpiresAt, long Points);
