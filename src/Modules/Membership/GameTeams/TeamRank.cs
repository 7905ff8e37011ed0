namespace SocialCommerce.Membership.GameTeams;

/// <summary>The place of a team in a contest.</summary>
/// <param name="Rank">One more than the teams with a higher score.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Score">What its members have reached; <c>spend</c> in minor units.</param>
/// <param name="Members">How many members it has.</param>
public sealed record TeamRank(int Rank, string TeamId, long Score, long Members);
