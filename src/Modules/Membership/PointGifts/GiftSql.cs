using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointGifts;

/// <summary>The statements that make a gift.</summary>
internal static class GiftSql
{
    /// <summary>Keeps a gift, moves its parts into lots of the receiver, and books both sides.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When.</param>
    /// <param name="gift">The gift.</param>
    /// <param name="made">As it is shown.</param>
    /// <param name="debt">The receiver's debt, which the first parts pay back.</param>
    public static void Write(
        this MembershipBatch batch, PostingContext posting, Gift gift, PointGift made, long debt)
    {
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            gift.Key,
            made.GiftId,
            gift.GiverKey,
            gift.TakerKey,
            made.Points,
            posting.RecordedAt,
        });
        batch.Move(posting, gift.GiverKey, LotCause.Gift(gift.Key), gift.Parts);
        batch.Do(ReceiveSql, new
        {
            shop = posting.ShopId,
            gift.Key,
            gift.TakerKey,
            lots = gift.Parts.Select(part => part.Lot.Key).ToArray(),
            points = gift.Parts.Select(part => -part.Points).ToArray(),
            debt,
            posting.RecordedAt,
        });
        batch.Book(posting, PointMoves.Given, gift.GiverKey, made.Points, gift.Key);
        batch.Book(posting, PointMoves.Received, gift.TakerKey, made.Points, gift.Key);
        batch.Sql.Announce(
            posting, "points.given", new { made.CustomerId, made.GiftId, made.ToCustomerId, made.Points });
    }

    private const string InsertSql = """
        insert into point_gifts (shop_id, gift_key, gift_id, giver_key, taker_key, points, recorded_at)
        overriding system value
        values (@shop, @key, @giftId, @giverKey, @takerKey, @points, @recordedAt)
        """;

    private const string ReceiveSql = """
        with parts as (
            select lot_key, points, greatest(0, least(points, @debt - (sum(points) over (order by place) - points)))
                ::bigint as repaid
            from unnest(@lots, @points) with ordinality as parts(lot_key, points, place)),
        received as (
            insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from,
                expires_at, notice_at, due_at, earned_at, recorded_at)
            select @shop, @takerKey, 'gift', @key, p.points, p.points - p.repaid, l.active_from, l.expires_at,
                l.notice_at, case when l.notice_at > @recordedAt then l.notice_at else l.expires_at end, l.earned_at,
                @recordedAt
            from parts p join point_lots l on l.shop_id = @shop and l.lot_key = p.lot_key
            returning lot_key, points - points_left as repaid)
        insert into point_lot_parts (shop_id, lot_key, cause, subject_key, points, recorded_at)
        select @shop, lot_key, 'debt', @takerKey, -repaid, @recordedAt from received where repaid > 0
        """;
}
