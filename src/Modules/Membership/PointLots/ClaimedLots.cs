using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// A guest's lots, spends and other points become the claiming customer's. Where one of the two owes points, the other
/// one's lots pay them back. What the orders earned moves with the member row.
/// </summary>
public sealed class ClaimedLots
{
    private readonly PendingRows<OwnedLot> _lots;
    private readonly PendingRows<OwnedPoints> _points;
    private readonly long _guest;
    private readonly long _customer;

    /// <summary>Adds the reads of two people who are locked.</summary>
    public ClaimedLots(MembershipBatch batch, long shopId, long guestKey, long customerKey)
    {
        (_guest, _customer) = (guestKey, customerKey);
        var keys = new[] { guestKey, customerKey };
        _lots = batch.Rows<OwnedLot>(LotsSql, new { shop = shopId, keys });
        _points = batch.Rows<OwnedPoints>(PointsSql, new { shop = shopId, keys });
    }

    /// <summary>Adds the writes.</summary>
    public void Write(MembershipBatch batch, PostingContext posting)
    {
        var guest = batch.Expire(posting, _guest, Of(_guest, posting.RecordedAt));
        var customer = batch.Expire(posting, _customer, Of(_customer, posting.RecordedAt));
        batch.Move(posting, _customer, LotCause.Debt(_customer), Repaid(guest, customer.Debt));
        batch.Move(posting, _customer, LotCause.Debt(_customer), Repaid(customer, guest.Debt));
        batch.Do(MoveSql, new { shop = posting.ShopId, guest = _guest, customer = _customer });
        // What has just expired is no longer the guest's.
        var expired = Of(_guest, posting.RecordedAt).Expire().Parts.Sum(part => part.Points);
        var others = _points.List.Where(one => one.CustomerKey == _guest).Sum(one => one.Others) + expired;
        if (others > 0)
        {
            batch.Book(posting, PointMoves.ClaimedFrom, _guest, others, _guest);
            batch.Book(posting, PointMoves.ClaimedBy, _customer, others, _guest);
        }
        else if (others < 0)
        {
            batch.Book(posting, PointMoves.ClaimedFrom, _customer, -others, _guest);
            batch.Book(posting, PointMoves.ClaimedBy, _guest, -others, _guest);
        }
    }

    private PointBalance Of(long customerKey, DateTimeOffset now) => PointBalance.Of(
        _lots.List.Where(lot => lot.CustomerKey == customerKey).Select(lot => lot.Lot),
        _points.List.Where(one => one.CustomerKey == customerKey).Sum(one => one.Points), now);

    private static List<LotPart> Repaid(PointBalance balance, long debt) =>
        (balance with { Debt = debt }).Repay().Parts;

    private sealed record OwnedLot(
        long CustomerKey, long Key, long Left, DateTimeOffset ActiveFrom, DateTimeOffset? ExpiresAt)
    {
        public PointLot Lot => new(Key, Left, ActiveFrom, ExpiresAt);
    }

    private sealed record OwnedPoints(long CustomerKey, long Points, long Others);

    private const string LotsSql = """
        select customer_key, lot_key as key, points_left as left, active_from, expires_at from point_lots
        where shop_id = @shop and customer_key = any(@keys) and points_left > 0
        """;

    private const string PointsSql = """
        select k.customer_key, coalesce(m.points, 0) + coalesce(a.points, 0) as points, coalesce(a.points, 0) as others
        from unnest(@keys) as k(customer_key)
            left join members m on m.shop_id = @shop and m.customer_key = k.customer_key
            left join point_accounts a on a.shop_id = @shop and a.customer_key = k.customer_key
        """;

    private const string MoveSql = """
        with lots as (
            update point_lots set customer_key = @customer
            where shop_id = @shop and customer_key = @guest and points_left > 0)
        update point_spends set customer_key = @customer where shop_id = @shop and customer_key = @guest
        """;
}
