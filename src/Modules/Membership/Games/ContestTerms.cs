using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Membership.Games;

/// <summary>What a team contest counts, and what it gives.</summary>
/// <param name="Metric" example="spend">
/// What members do while the game is open, added up for each team: <see cref="BoardMetrics.All"/>, as on leaderboards.
/// </param>
/// <param name="TeamIds" example="north">The teams.</param>
/// <param name="SettleDays">
/// Days of the shop between the end and the freezing: what is recorded in them still counts.
/// </param>
/// <param name="Rewards">Points for the first ranks; none for a rank that is not named.</param>
public sealed record ContestTerms(string Metric, string[] TeamIds, int SettleDays = 0, RankReward[]? Rewards = null);
