namespace SocialCommerce.Membership.GameTeams;

/// <summary>A member of a team on a rewarded rank who has not got the points yet.</summary>
/// <param name="GameKey">The contest.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Rank">The rank of the team.</param>
/// <param name="Points">What the rank gives.</param>
public sealed record WaitingWinner(long GameKey, string CustomerId, int Rank, long Points);
