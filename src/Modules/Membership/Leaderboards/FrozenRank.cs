namespace SocialCommerce.Membership.Leaderboards;

/// <summary>A customer's place on a frozen board.</summary>
/// <param name="Terms">The board's terms at the freeze.</param>
public sealed record FrozenRank(
    string BoardId, LeaderboardTerms Terms, string StartsOn, DateTimeOffset FrozenAt, int Rank, long Score);
