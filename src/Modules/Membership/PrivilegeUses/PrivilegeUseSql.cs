using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>What the flows read and write about uses of privileges; a writer holds the customer's lock.</summary>
public static class PrivilegeUseSql
{
    /// <summary>A use by its id.</summary>
    public static PendingRows<PrivilegeUseRow> PrivilegeUse(this MembershipBatch batch, long shopId, string useId) =>
        batch.Rows<PrivilegeUseRow>(FindSql, new { shop = shopId, useId });

    /// <summary>All uses of the carried customer that stand, by their own times.</summary>
    public static PendingRows<PrivilegeUseRow> PrivilegeUses(this MembershipBatch batch, long shopId) =>
        batch.Rows<PrivilegeUseRow>(StandingSql, new { shop = shopId });

    /// <summary>Customers with uses in a period that have to be judged again.</summary>
    public static PendingRows<Customer> DoubtfulCustomers(
        this MembershipBatch batch, long shopId, DateTimeOffset from, DateTimeOffset to) =>
        batch.Rows<Customer>(DoubtfulSql, new { shop = shopId, from, to });

    /// <summary>The uses of a period by tier, privilege and breach, without those of some customers.</summary>
    public static PendingRows<UseCount> CountUses(
        this MembershipBatch batch, long shopId, DateTimeOffset from, DateTimeOffset to, long[] without) =>
        batch.Rows<UseCount>(CountSql, new { shop = shopId, from, to, without });

    /// <summary>The latest uses that were judged to be breaches, or have to be judged again.</summary>
    public static PendingRows<PrivilegeUseRow> Breaches(
        this MembershipBatch batch, long shopId, DateTimeOffset from, DateTimeOffset to, long before, int take) =>
        batch.Rows<PrivilegeUseRow>(BreachesSql, new { shop = shopId, from, to, before, take });

    /// <summary>The carried customer's birthday.</summary>
    public static PendingRows<Birthday> Birthday(this MembershipBatch batch, long shopId) =>
        batch.Rows<Birthday>(BirthdaySql, new { shop = shopId });

    /// <summary>What tiers granted over time, oldest first.</summary>
    public static PendingRows<PrivilegeVersion> PrivilegeVersions(this MembershipBatch batch, long shopId) =>
        batch.Rows<PrivilegeVersion>(VersionsSql, new { shop = shopId });

    /// <summary>Records a use, not judged yet.</summary>
    public static void Record(
        this MembershipBatch batch, PostingContext posting, long customerKey, PrivilegeUseContent content) =>
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            content.UseId,
            customerKey,
            content.Code,
            content.UsedAt,
            content.Quantity,
            content.OrderId,
            saved = content.Saved?.Amount,
            now = posting.RecordedAt,
        });

    /// <summary>Marks a use as cancelled.</summary>
    public static void CancelUse(this MembershipBatch batch, long shopId, long key, DateTimeOffset now) =>
        batch.Do(CancelSql, new { shop = shopId, key, now });

    /// <summary>Keeps what uses of one customer are judged to be.</summary>
    public static void Judge(
        this MembershipBatch batch, long shopId, long customerKey, IReadOnlyList<PrivilegeUseRow> judged,
        DateTimeOffset now) =>
        batch.Do(JudgeSql, new
        {
            shop = shopId,
            customerKey,
            keys = judged.Select(use => use.Key).ToArray(),
            tiers = judged.Select(use => use.TierId).ToArray(),
            breaches = judged.Select(use => use.Breach).ToArray(),
            now,
        });

    /// <summary>Gives a customer what the guest used who the customer turned out to be.</summary>
    public static void MovePrivilegeUses(this MembershipBatch batch, long shopId, long guestKey, long customerKey)
    {
        batch.Do(MoveSql, new { shop = shopId, guestKey, customerKey });
        batch.Do(MoveBirthdaySql, new { shop = shopId, guestKey, customerKey });
    }

    internal const string Columns = """
        u.use_key as key, u.use_id, u.customer_key, c.customer_id, u.code, u.used_at, u.quantity, u.order_id, u.saved,
            u.tier_id, u.breach, u.recorded_at, u.cancelled_at,
            u.judged_at is null or u.judged_revision is distinct from m.revision or exists (
                select from member_tier_history h
                where h.shop_id = u.shop_id and h.customer_key = u.customer_key and h.since <= u.used_at
                    and h.recorded_at > u.judged_at) or exists (
                select from member_invitations i
                where i.shop_id = u.shop_id and i.customer_key = u.customer_key and i.since <= u.used_at
                    and greatest(i.recorded_at, i.revoked_at) > u.judged_at) as is_doubtful
        from privilege_uses u
            join customers c on c.shop_id = u.shop_id and c.customer_key = u.customer_key
            left join members m on m.shop_id = u.shop_id and m.customer_key = u.customer_key
        """;

    private const string DoubtfulSql = $"""
        select distinct d.customer_key as key, d.customer_id, false as created_now, null::bigint as claimed_by
        from (select {Columns} where u.shop_id = @shop and u.cancelled_at is null
            and u.used_at >= @from and u.used_at < @to) d
        where d.is_doubtful
        """;

    private const string CountSql = """
        select tier_id, code, breach, sum(quantity)::bigint as uses, count(distinct customer_key) as customers,
            coalesce(sum(saved), 0)::bigint as saved
        from privilege_uses
        where shop_id = @shop and cancelled_at is null and used_at >= @from and used_at < @to
            and customer_key <> all(@without)
        group by tier_id, code, breach
        """;

    private const string BreachesSql = $"""
        select * from (
            select {Columns}
            where u.shop_id = @shop and u.cancelled_at is null
                and u.used_at >= @from and u.used_at < @to and u.use_key < @before) d
        where d.breach is not null or d.is_doubtful
        order by d.key desc limit @take
        """;

    private const string FindSql = $"select {Columns} where u.shop_id = @shop and u.use_id = @useId";

    private const string StandingSql = $"""
        select {Columns}
        where u.shop_id = @shop and u.customer_key = {BatchVariables.BuyerKey} and u.cancelled_at is null
        order by u.used_at, u.use_key
        """;

    private const string BirthdaySql = $"""
        select month, day from member_birthdays where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        """;

    private const string VersionsSql = """
        select tier_id, validity_days, privileges, recorded_at from member_tier_versions where shop_id = @shop
        order by recorded_at, version
        """;

    private const string InsertSql = """
        insert into privilege_uses (shop_id, use_id, customer_key, code, used_at, quantity, order_id, saved,
            recorded_at)
        values (@shop, @useId, @customerKey, @code, @usedAt, @quantity, @orderId, @saved, @now)
        """;

    private const string CancelSql = """
        update privilege_uses set cancelled_at = @now
        where shop_id = @shop and use_key = @key and cancelled_at is null
        """;

    private const string JudgeSql = """
        update privilege_uses u
        set tier_id = j.tier, breach = j.breach, judged_at = @now, judged_revision = (
            select revision from members where shop_id = @shop and customer_key = @customerKey)
        from unnest(@keys, @tiers, @breaches) as j (key, tier, breach)
        where u.shop_id = @shop and u.use_key = j.key
        """;

    private const string MoveSql = """
        update privilege_uses set customer_key = @customerKey, judged_at = null
        where shop_id = @shop and customer_key = @guestKey
        """;

    private const string MoveBirthdaySql = """
        with told as (
            delete from member_birthdays where shop_id = @shop and customer_key = @guestKey
            returning month, day, recorded_at)
        insert into member_birthdays (shop_id, customer_key, month, day, recorded_at)
        select @shop, @customerKey, month, day, recorded_at from told
        on conflict (shop_id, customer_key) do nothing
        """;
}
