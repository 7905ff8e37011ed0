namespace SocialCommerce.Membership.Games;

/// <summary>How often a prize was won.</summary>
internal sealed record PrizeWins(long GameKey, string PrizeId, long Wins);
