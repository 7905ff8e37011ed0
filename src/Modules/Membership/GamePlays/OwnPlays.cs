namespace SocialCommerce.Membership.GamePlays;

/// <summary>How often a customer has played a game on a day.</summary>
internal sealed record OwnPlays(string PlayedOn, long Plays);
