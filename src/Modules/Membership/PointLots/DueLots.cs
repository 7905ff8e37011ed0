namespace SocialCommerce.Membership.PointLots;

/// <summary>A part of what is due, in its order: after one lot, and up to another.</summary>
/// <param name="DueAt">When the lot before it was due.</param>
/// <param name="LotKey">The lot before it.</param>
/// <param name="LastAt">When its last lot was due.</param>
/// <param name="LastKey">Its last lot.</param>
internal sealed record DueLots(DateTimeOffset DueAt, long LotKey, DateTimeOffset LastAt, long LastKey)
{
    /// <summary>Nothing, before everything.</summary>
    public static readonly DueLots Nothing = new(
        DateTimeOffset.UnixEpoch, 0, DateTimeOffset.UnixEpoch, 0);

    /// <summary>Finds the part that comes after this one.</summary>
    public PendingRows<DueLots> Next(SqlBatch batch, long shopId, DateTimeOffset now, int most) =>
        batch.Rows<DueLots>(NextSql, new { shop = shopId, now, dueAt = LastAt, lotKey = LastKey, most });

    /// <summary>Locks its customers, without those whom another transaction holds.</summary>
    public PendingRows<long> Hold(SqlBatch batch, long shopId) => batch.Rows<long>(HoldSql, new
    {
        shop = shopId,
        DueAt,
        LotKey,
        LastAt,
        LastKey,
    });

    /// <summary>Announces which of these customers' lots have become active or expire soon.</summary>
    public void Announce(SqlBatch batch, long shopId, long[] customerKeys, DateTimeOffset now) =>
        batch.Do(AnnounceSql, new
        {
            shop = shopId,
            customerKeys,
            now,
            DueAt,
            LotKey,
            LastAt,
            LastKey,
        });

    private const string Range = "(due_at, lot_key) > (@dueAt, @lotKey) and (due_at, lot_key) <= (@lastAt, @lastKey)";

    private const string Announced = $"""
        shop_id = @shop and {Range} and customer_key = any(@customerKeys)
            and (points_left = 0 or expires_at is null or expires_at > @now)
        """;

    private const string NextSql = """
        select @dueAt as due_at, @lotKey as lot_key, due_at as last_at, lot_key as last_key from (
            select due_at, lot_key from point_lots
            where shop_id = @shop and due_at <= @now and (due_at, lot_key) > (@dueAt, @lotKey)
            order by due_at, lot_key limit @most) as due
        order by due.due_at desc, due.lot_key desc limit 1
        """;

    private const string HoldSql = $"""
        select customer_key from customers
        where shop_id = @shop and customer_key = any(array(
            select customer_key from point_lots where shop_id = @shop and {Range}))
        for no key update skip locked
        """;

    // What has ended is not announced any more. What has nothing left is looked at again when something comes back.
    private const string AnnounceSql = $"""
        with due as (
            select customer_key, points_left, due_at, active_from, notice_at, expires_at from point_lots
            where {Announced}),
        next as (
            update point_lots set due_at = case when points_left = 0 then null
                when notice_at > @now then notice_at else expires_at end
            where {Announced})
        insert into outbox (shop_id, type, payload, recorded_at)
        select @shop, told.type, jsonb_build_object('customerId', (
                select customer_id from customers c where c.shop_id = @shop and c.customer_key = told.customer_key),
                'points', told.points)
            || case when told.at is null then jsonb_build_object() else jsonb_build_object('expiresAt', told.at) end,
            @now
        from (
            select 'points.activated' as type, customer_key, sum(points_left)::bigint as points,
                null::timestamptz as at
            from due where points_left > 0 and due_at = active_from group by customer_key
            union all
            select 'points.expiring', customer_key, sum(points_left)::bigint, expires_at
            from due where points_left > 0 and notice_at between due_at and @now group by customer_key, expires_at)
            as told
        order by told.customer_key
        """;
}
