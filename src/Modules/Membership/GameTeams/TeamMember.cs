namespace SocialCommerce.Membership.GameTeams;

/// <summary>A customer in a team of a contest.</summary>
/// <param name="GameId">The contest.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="TeamId">The team.</param>
/// <param name="JoinedAt">When the customer joined, by the shop's clock.</param>
internal sealed record TeamMember(string GameId, string CustomerId, string TeamId, DateTimeOffset JoinedAt);
