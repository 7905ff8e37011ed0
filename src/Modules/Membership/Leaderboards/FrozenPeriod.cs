namespace SocialCommerce.Membership.Leaderboards;

/// <summary>A period of a board that is frozen.</summary>
/// <param name="Terms">The terms in force at the end.</param>
/// <param name="FrozenAt">What was recorded before counts.</param>
public sealed record FrozenPeriod(LeaderboardTerms Terms, DateTimeOffset FrozenAt);
