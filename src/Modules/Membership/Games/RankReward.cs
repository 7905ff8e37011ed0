namespace SocialCommerce.Membership.Games;

/// <summary>Points for a rank of a team contest.</summary>
/// <param name="Rank">The rank; teams with equal scores share one.</param>
/// <param name="Points">What each member of a team on the rank gets.</param>
public sealed record RankReward(int Rank, long Points);
