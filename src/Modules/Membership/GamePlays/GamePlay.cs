using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>A play of a wheel, with everything that its draw is recomputed from but the seed.</summary>
/// <param name="GameId">The game.</param>
/// <param name="PlayId">The merchant's own id.</param>
/// <param name="Serial">The number of the play in its game: 1, 2, 3 and so on, without holes.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Version">The version of the game under which it was made.</param>
/// <param name="Odds">The prizes that could be won, in the order of the draw.</param>
/// <param name="Prize">The prize that was won.</param>
/// <param name="CostPoints">Points that the play cost.</param>
/// <param name="PlayedAt">When it was made, by the shop's clock.</param>
/// <param name="ClientSeed" example="5f1d77c2">What the customer added to the draw.</param>
/// <param name="CouponCode">The coupon that was won.</param>
internal sealed record GamePlay(
    string GameId, string PlayId, long Serial, string CustomerId, int Version, IReadOnlyList<Odds> Odds,
    GamePrize Prize, long CostPoints, DateTimeOffset PlayedAt, string? ClientSeed = null, string? CouponCode = null);
