namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>
/// The statements about member numbers. The shop's counter is locked last in a transaction and until its end, so that
/// serial numbers have no holes; no order waits for it.
/// </summary>
public static class NumberSql
{
    /// <summary>
    /// Gives a customer without a number the next one, and one whose prefix has changed the new form of it.
    /// </summary>
    public static void GiveNumber(
        this MembershipBatch batch, long shopId, long customerKey, string? tierId, NumberRule rule,
        DateTimeOffset now) => batch.Write(shopId, customerKey, tierId, rule, now, gives: true);

    /// <summary>Adds the form of another tier to the number of a customer who has one.</summary>
    public static void FollowTier(
        this MembershipBatch batch, long shopId, long customerKey, string? tierId, NumberRule rule,
        DateTimeOffset now) => batch.Write(shopId, customerKey, tierId, rule, now, gives: false);

    /// <summary>The forms of a customer's number, oldest first.</summary>
    internal static PendingRows<NumberRow> Numbers(this MembershipBatch batch, long shopId, string customerId) =>
        batch.Rows<NumberRow>(FindSql, new { shop = shopId, customerId });

    private static void Write(
        this MembershipBatch batch, long shopId, long customerKey, string? tierId, NumberRule rule,
        DateTimeOffset now, bool gives)
    {
        batch.Do(LockCounterSql, new { shop = shopId });
        // After the lock, so that of two for one customer the second sees the number.
        batch.Do(GiveSql, new
        {
            shop = shopId,
            customer = customerKey,
            tier = tierId,
            prefix = rule.PrefixOf(tierId),
            rule.Digits,
            rule.FirstSerial,
            now,
            gives,
        });
    }

    private const string LockCounterSql = """
        insert into member_number_counters (shop_id, serial) values (@shop, 0)
        on conflict (shop_id) do update set serial = member_number_counters.serial
        """;

    private const string GiveSql = """
        with fresh as (
            update member_number_counters c set serial = greatest(c.serial + 1, @firstSerial)
            where c.shop_id = @shop and @gives and not exists (
                select from member_numbers n where n.shop_id = @shop and n.customer_key = @customer)
            returning c.serial),
        given as (
            insert into member_numbers (shop_id, customer_key, serial, given_at)
            select @shop, @customer, serial, @now from fresh
            returning serial),
        known as (
            select serial from given
            union all
            select n.serial from member_numbers n where n.shop_id = @shop and n.customer_key = @customer)
        insert into member_number_forms (shop_id, customer_key, number, tier_id, since)
        select @shop, @customer, k.number, @tier, @now
        from (
            select @prefix || lpad(serial::text, greatest(@digits, length(serial::text)), '0') as number
            from known) as k
        where k.number is distinct from (
            select f.number from member_number_forms f
            where f.shop_id = @shop and f.customer_key = @customer order by f.seq desc limit 1)
        """;

    private const string FindSql = """
        select c.customer_id, n.serial, n.given_at, f.number, f.tier_id, f.since
        from customers c
        join member_numbers n on n.shop_id = @shop and n.customer_key = c.customer_key
        join member_number_forms f on f.shop_id = @shop and f.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        order by f.seq
        """;
}
