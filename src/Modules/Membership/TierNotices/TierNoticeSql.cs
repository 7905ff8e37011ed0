using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.TierNotices;

/// <summary>The statements by which changes of tiers are announced.</summary>
public static class TierNoticeSql
{
    /// <summary>Shops where a tier is to be looked at.</summary>
    public static Task<List<Shop>> TierNoticeShops(this Db db, DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <summary>Has a member's tier looked at.</summary>
    public static void LookAtTier(this MembershipBatch batch, PostingContext posting, long customerKey) =>
        batch.Do(LookSql, new { shop = posting.ShopId, customer = customerKey, now = posting.RecordedAt });

    /// <summary>Has a page of members looked at who follow a key; answers their keys.</summary>
    public static PendingRows<long> LookAtTiers(
        this MembershipBatch batch, long shopId, long after, int most, DateTimeOffset now) =>
        batch.Rows<long>(LookAtAllSql, new { shop = shopId, after, most, now });

    /// <summary>How many versions of tiers there are, where members were not looked at since the last.</summary>
    public static PendingRows<long> DueTierPass(
        this MembershipBatch batch, long shopId, DateTimeOffset machineTime) =>
        batch.Rows<long>(DuePassSql, new { shop = shopId, machineTime });

    /// <summary>Keeps that the members are looked at under so many versions of tiers.</summary>
    /// <param name="again">When to do it again, by the machine's clock, where it was the first time.</param>
    public static void EndTierPass(
        this MembershipBatch batch, long shopId, long versions, DateTimeOffset again) =>
        batch.Do(EndPassSql, new { shop = shopId, versions, again });

    /// <summary>Members whose tiers are to be looked at by a time, but for those that others look at.</summary>
    public static PendingRows<NoticedMember> DueNotices(
        this MembershipBatch batch, long shopId, DateTimeOffset now, int most) =>
        batch.Rows<NoticedMember>(DueSql, new { shop = shopId, now, most });

    /// <summary>Keeps what was announced of these members.</summary>
    public static void KeepNotices(
        this MembershipBatch batch, long shopId, IReadOnlyCollection<(long CustomerKey, TierNotice Notice)> notices) =>
        batch.Do(KeepSql, new
        {
            shop = shopId,
            customers = notices.Select(one => one.CustomerKey).ToArray(),
            tiers = notices.Select(one => one.Notice.TierId).ToArray(),
            warned = notices.Select(one => one.Notice.WarnedUntil).ToArray(),
            looks = notices.Select(one => one.Notice.LookAt).ToArray(),
        });

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from member_notice_shops(@now)
        """;

    private const string LookSql = """
        insert into member_tier_notices (shop_id, customer_key, look_at) values (@shop, @customer, @now)
        on conflict (shop_id, customer_key) do update set look_at = excluded.look_at
        """;

    private const string LookAtAllSql = """
        insert into member_tier_notices (shop_id, customer_key, look_at)
        select @shop, customer_key, @now from members
        where shop_id = @shop and customer_key > @after order by customer_key limit @most
        on conflict (shop_id, customer_key) do update set look_at = excluded.look_at
        returning customer_key
        """;

    private const string DuePassSql = """
        select v.versions from (select count(*) as versions from member_tier_versions where shop_id = @shop) as v
        left join member_tier_passes p on p.shop_id = @shop
        where v.versions <> coalesce(p.versions, 0) or p.again_at <= @machineTime
        """;

    private const string EndPassSql = """
        insert into member_tier_passes as p (shop_id, versions, again_at) values (@shop, @versions, @again)
        on conflict (shop_id) do update set versions = excluded.versions,
            again_at = case when p.versions = excluded.versions then null else excluded.again_at end
        """;

    private const string DueSql = $"""
        select n.customer_key, c.customer_id, n.told_tier, n.warned_until, {MemberSql.Columns}
        from member_tier_notices n
            join members m on m.shop_id = @shop and m.customer_key = n.customer_key
            join customers c on c.shop_id = @shop and c.customer_key = n.customer_key
        where n.shop_id = @shop and n.look_at <= @now
        order by n.look_at limit @most for no key update of n skip locked
        """;

    private const string KeepSql = """
        update member_tier_notices n set told_tier = k.tier, warned_until = k.warned, look_at = k.look
        from unnest(@customers, @tiers, @warned, @looks) as k(customer, tier, warned, look)
        where n.shop_id = @shop and n.customer_key = k.customer
        """;
}
