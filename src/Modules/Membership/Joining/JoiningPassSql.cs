namespace SocialCommerce.Membership.Joining;

/// <summary>
/// The statements by which all memberships of a shop follow its joining settings: once when they have changed, and
/// again when every transaction that may have seen the earlier ones has ended.
/// </summary>
public static class JoiningPassSql
{
    /// <summary>How many versions there are, where memberships were not looked at since the last.</summary>
    public static PendingRows<long> DueJoiningPass(
        this MembershipBatch batch, long shopId, DateTimeOffset machineTime) =>
        batch.Rows<long>(DueSql, new { shop = shopId, name = PutJoiningSettings.Setting.Name, machineTime });

    /// <summary>Has a page of customers looked at who follow a key; answers their keys.</summary>
    public static PendingRows<long> LookAtJoining(
        this MembershipBatch batch, long shopId, long after, int most, DateTimeOffset now) =>
        batch.Rows<long>(LookSql, new { shop = shopId, after, most, now });

    /// <summary>Keeps that the memberships are looked at under so many versions.</summary>
    /// <param name="again">When to do it again, by the machine's clock, where it was the first time.</param>
    public static void EndJoiningPass(
        this MembershipBatch batch, long shopId, long versions, DateTimeOffset again) =>
        batch.Do(EndSql, new { shop = shopId, versions, again });

    private const string DueSql = """
        select v.versions from (
            select count(*) as versions from settings_versions where shop_id = @shop and name = @name) as v
        left join joining_passes p on p.shop_id = @shop
        where v.versions <> coalesce(p.versions, 0) or p.again_at <= @machineTime
        """;

    private const string LookSql = """
        insert into memberships (shop_id, customer_key, look_at)
        select @shop, page.customer_key, @now from (
            select customer_key from members where shop_id = @shop and customer_key > @after
            union
            select customer_key from memberships where shop_id = @shop and customer_key > @after
            order by customer_key limit @most) as page
        on conflict (shop_id, customer_key) do update set look_at = excluded.look_at
        returning customer_key
        """;

    private const string EndSql = """
        insert into joining_passes as p (shop_id, versions, again_at) values (@shop, @versions, @again)
        on conflict (shop_id) do update set versions = excluded.versions,
            again_at = case when p.versions = excluded.versions then null else excluded.again_at end
        """;
}
