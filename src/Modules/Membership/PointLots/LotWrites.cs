using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointLots;

/// <summary>The statements that change lots. Who runs them holds the customer's lock.</summary>
internal static class LotWrites
{
    /// <summary>Books what has expired, where there is any; answers with the balance without it.</summary>
    public static PointBalance Expire(
        this MembershipBatch batch, PostingContext posting, long customerKey, PointBalance balance)
    {
        var (after, parts) = balance.Expire();
        if (parts.Count > 0) batch.Expire(posting.ShopId, [customerKey], balance.Now);
        return after;
    }

    /// <summary>
    /// Books and announces what has expired of some customers' lots; answers with how many lots each of them had.
    /// </summary>
    public static PendingRows<long> Expire(
        this MembershipBatch batch, long shopId, long[] customerKeys, DateTimeOffset now) =>
        batch.Rows<long>(ExpireSql, new { shop = shopId, customerKeys, now });

    /// <summary>Takes parts from lots or gives them back, and keeps by what.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When.</param>
    /// <param name="customerKey">Whose lots they are from now on: a guest's may come back to the customer.</param>
    /// <param name="cause">What they are about.</param>
    /// <param name="parts">The parts.</param>
    public static void Move(
        this MembershipBatch batch, PostingContext posting, long customerKey, LotCause cause,
        IReadOnlyCollection<LotPart> parts)
    {
        if (parts.Count == 0) return;
        batch.Do(MoveSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            cause.Name,
            cause.Subject,
            lots = parts.Select(part => part.Lot.Key).ToArray(),
            points = parts.Select(part => part.Points).ToArray(),
            posting.RecordedAt,
        });
    }

    /// <summary>Opens a lot; what pays a debt back is taken from it at once.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When; the points were earned when it happened.</param>
    /// <param name="customerKey">Whose.</param>
    /// <param name="source"><c>order</c>, <c>adjustment</c> or <c>game</c>, with its key.</param>
    /// <param name="points">How many.</param>
    /// <param name="debt">The debt before.</param>
    /// <param name="terms">From when to when they are valid.</param>
    public static void Open(
        this MembershipBatch batch, PostingContext posting, long customerKey, (string Name, long Key) source,
        long points, long debt, LotTerms terms) => batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            source = source.Name,
            source.Key,
            points,
            repaid = Math.Min(points, debt),
            terms.ActiveFrom,
            terms.ExpiresAt,
            terms.NoticeAt,
            dueAt = terms.DueAfter(posting.RecordedAt),
            posting.OccurredAt,
            posting.RecordedAt,
        });

    /// <summary>Books points that are of no order: a movement, and the balance.</summary>
    public static void Book(
        this MembershipBatch batch, PostingContext posting, LedgerMove move, long customerKey, long points,
        long subject)
    {
        batch.Do(AccountSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            points = move.To == PointMoves.PointsAccount ? points : -points,
        });
        batch.Sql.Book([new Movement(move, Movement.Points, customerKey, points, subject)], posting);
    }

    private const string MoveSql = """
        with moved as (
            select lot_key, points from unnest(@lots, @points) as moved(lot_key, points)),
        changed as (
            update point_lots l set points_left = l.points_left + moved.points, customer_key = @customer,
                due_at = case when moved.points > 0 then coalesce(l.due_at, l.expires_at) else l.due_at end
            from moved where l.shop_id = @shop and l.lot_key = moved.lot_key)
        insert into point_lot_parts (shop_id, lot_key, cause, subject_key, points, recorded_at)
        select @shop, lot_key, @name, @subject, points, @recordedAt from moved
        """;

    private const string OpenSql = """
        with opened as (
            insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from,
                expires_at, notice_at, due_at, earned_at, recorded_at)
            values (@shop, @customer, @source, @key, @points, @points - @repaid, @activeFrom, @expiresAt, @noticeAt,
                @dueAt, @occurredAt, @recordedAt)
            returning lot_key)
        insert into point_lot_parts (shop_id, lot_key, cause, subject_key, points, recorded_at)
        select @shop, lot_key, 'debt', @customer, -@repaid, @recordedAt from opened where @repaid > 0
        """;

    private const string AccountSql = """
        insert into point_accounts (shop_id, customer_key, points, version) values (@shop, @customer, @points, 1)
        on conflict (shop_id, customer_key) do update set points = point_accounts.points + excluded.points,
            version = point_accounts.version + 1
        """;

    // Reading and emptying ask the index for the same lots: a join may read the table for each chunk.
    private const string ExpireSql = $"""
        with ended as (
            select customer_key, points_left, expires_at from point_lots
            where shop_id = @shop and customer_key = any(@customerKeys) and points_left > 0 and expires_at <= @now),
        emptied as (
            update point_lots set expired = expired + points_left, points_left = 0, due_at = null
            where shop_id = @shop and customer_key = any(@customerKeys) and points_left > 0 and expires_at <= @now),
        sums as (
            select customer_key, sum(points_left)::bigint as points, count(*) as lots, max(expires_at) as at from ended
            group by customer_key),
        accounts as (
            insert into point_accounts (shop_id, customer_key, points, version)
            select @shop, customer_key, -points, 1 from sums
            on conflict (shop_id, customer_key) do update set points = point_accounts.points + excluded.points,
                version = point_accounts.version + 1),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'points.expired', jsonb_build_object('customerId', (
                select customer_id from customers c where c.shop_id = @shop and c.customer_key = s.customer_key),
                'points', s.points), @now
            from sums s),
        booked as (
            insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
                subject_id, order_key, occurred_at, recorded_at)
            select @shop, {Ledger.JournalId}, 'pointsExpired', '{PointMoves.PointsAccount}',
                '{PointMoves.IssuedAccount}', '{Movement.Points}', customer_key, points, customer_key, null::bigint, at,
                @now
            from sums)
        select lots from sums
        """;
}
