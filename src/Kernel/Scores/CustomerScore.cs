namespace SocialCommerce.Kernel.Scores;

/// <summary>What a customer has reached of a metric.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The merchant's own id.</param>
/// <param name="Score">A number; money in minor units.</param>
public sealed record CustomerScore(long CustomerKey, string CustomerId, long Score);
