namespace SocialCommerce.Membership.GameTeams;

/// <summary>The team that a customer is in.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="TeamId">The team.</param>
public sealed record TeamChoice(long CustomerKey, string TeamId);
