using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>A play as it is kept.</summary>
internal sealed record PlayRow(
    long PlayKey, string GameId, string PlayId, long Serial, string CustomerId, int Version, Odds[] Odds,
    GamePrize Prize, long CostPoints, DateTimeOffset PlayedAt, string? ClientSeed, string? CouponCode)
{
    internal const string Columns = """
        p.play_key, g.game_id, p.play_id, p.serial, c.customer_id, p.version, p.odds, p.prize, p.cost_points,
            p.played_at, p.client_seed, p.coupon_code
        from game_plays p join games g on g.shop_id = p.shop_id and g.game_key = p.game_key
            join customers c on c.shop_id = p.shop_id and c.customer_key = p.customer_key
        """;

    /// <summary>As the API shows it.</summary>
    public GamePlay Shown => new(
        GameId, PlayId, Serial, CustomerId, Version, Odds, Prize, CostPoints, PlayedAt, ClientSeed, CouponCode);
}
