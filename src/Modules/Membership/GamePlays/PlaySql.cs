using SocialCommerce.Membership.CouponClaims;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>The statements about plays. A play locks its customer, then its game, then coupon templates.</summary>
internal static class PlaySql
{
    /// <summary>A play, and the key of the next one.</summary>
    public static PendingRows<PlayRow> Play(this MembershipBatch batch, long shopId, string gameId, string playId) =>
        batch.Rows<PlayRow>(FindSql, new { shop = shopId, gameId, playId });

    /// <summary>How often the carried customer has played a game, by day.</summary>
    public static PendingRows<OwnPlays> OwnPlays(this MembershipBatch batch, long shopId, string gameId) =>
        batch.Rows<OwnPlays>(OwnSql, new { shop = shopId, gameId });

    /// <summary>The key of the next play.</summary>
    public static PendingRows<long> NextPlay(this MembershipBatch batch) => batch.Rows<long>(NextKeySql, new { });

    /// <summary>Keeps a play, counts its prize, takes what it cost, and issues the coupon that it won.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When.</param>
    /// <param name="keys">Of the game and of the customer.</param>
    /// <param name="play">The play.</param>
    /// <param name="day">The shop's date.</param>
    /// <param name="coupon">The coupon that it won, or null.</param>
    public static void Keep(
        this MembershipBatch batch, PostingContext posting, (long Game, long Customer) keys, PlayRow play, string day,
        NewCoupon? coupon)
    {
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            play.PlayKey,
            game = keys.Game,
            play.Serial,
            play.PlayId,
            customer = keys.Customer,
            play.ClientSeed,
            play.Version,
            odds = Json.Write(play.Odds),
            prize = Json.Write(play.Prize),
            play.Prize.PrizeId,
            play.CostPoints,
            play.CouponCode,
            day,
            play.PlayedAt,
        });
        batch.Do(CountSql, new { shop = posting.ShopId, game = keys.Game, play.Serial });
        batch.Do(WinSql, new { shop = posting.ShopId, game = keys.Game, play.Prize.PrizeId });
        if (coupon is not null) batch.Issue(posting, day, [coupon], assignmentId: null);
    }

    /// <summary>Takes the points that a play costs.</summary>
    public static void Charge(
        this MembershipBatch batch, PostingContext posting, long customerKey, PlayRow play,
        IReadOnlyCollection<LotPart> parts)
    {
        batch.Move(posting, customerKey, LotCause.Game(play.PlayKey), parts);
        batch.Book(posting, PointMoves.Played, customerKey, play.CostPoints, play.PlayKey);
    }

    private const string NextKeySql = "select nextval('game_plays_play_key_seq')";

    private const string FindSql = $"""
        select {PlayRow.Columns}
        where p.shop_id = @shop and g.game_id = @gameId and p.play_id = @playId
        """;

    private const string OwnSql = $"""
        select p.played_on, count(*) as plays
        from games g join game_plays p on p.shop_id = @shop and p.game_key = g.game_key
        where g.shop_id = @shop and g.game_id = @gameId and p.customer_key = {BatchVariables.BuyerKey}
        group by p.played_on
        """;

    private const string InsertSql = """
        insert into game_plays (shop_id, play_key, game_key, serial, play_id, customer_key, client_seed, version, odds,
            prize, prize_id, cost_points, coupon_code, played_on, played_at)
        overriding system value
        values (@shop, @playKey, @game, @serial, @playId, @customer, @clientSeed, @version, @odds::jsonb,
            @prize::jsonb, @prizeId, @costPoints, @couponCode, @day, @playedAt)
        """;

    private const string CountSql = """
        update games set plays = @serial where shop_id = @shop and game_key = @game
        """;

    private const string WinSql = """
        insert into game_prize_wins (shop_id, game_key, prize_id, wins) values (@shop, @game, @prizeId, 1)
        on conflict (shop_id, game_key, prize_id) do update set wins = game_prize_wins.wins + 1
        """;
}
