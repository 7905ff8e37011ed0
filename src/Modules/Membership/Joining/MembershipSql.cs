using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Membership.Joining;

/// <summary>
/// The statements by which memberships follow orders, contacts and ceremonies. A writer locks the membership's row
/// before it reads what the membership is derived from; what changes that marks the row.
/// </summary>
public static class MembershipSql
{
    /// <summary>Shops where a membership is to be looked at.</summary>
    public static Task<List<Shop>> JoiningShops(this Db db, DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <summary>Has a buyer's membership looked at; only for a shop that has joining settings.</summary>
    public static void LookAtMembership(this MembershipBatch batch, PostingContext posting, long customerKey) =>
        batch.Do(LookSql, new { shop = posting.ShopId, customer = customerKey, now = posting.RecordedAt });

    /// <summary>Has the memberships of these customers looked at that are known.</summary>
    public static void LookAtMemberships(this MembershipBatch batch, PostingContext posting, params long[] customers) =>
        batch.Do(LookAgainSql, new { shop = posting.ShopId, customers, now = posting.RecordedAt });

    /// <summary>Has a customer's membership looked at after a guest, whose is known, was claimed.</summary>
    public static void LookAtClaimed(this MembershipBatch batch, PostingContext posting, long guest, long customer) =>
        batch.Do(ClaimedSql, new { shop = posting.ShopId, guest, customer, now = posting.RecordedAt });

    /// <summary>The membership of a customer, a new one where none is known, locked.</summary>
    public static PendingRows<MembershipRow> LockMembership(
        this MembershipBatch batch, long shopId, long customerKey, string customerId) =>
        batch.Rows<MembershipRow>(LockSql, new { shop = shopId, customer = customerKey, customerId });

    /// <summary>Memberships to be looked at by a time, locked, but for those that others look at.</summary>
    public static PendingRows<MembershipRow> DueMemberships(
        this MembershipBatch batch, long shopId, DateTimeOffset now, int most) =>
        batch.Rows<MembershipRow>(DueSql, new { shop = shopId, now, most });

    /// <summary>Memberships after a key, in order, but for those to be looked at by a time.</summary>
    public static PendingRows<MembershipRow> FollowedMemberships(
        this MembershipBatch batch, long shopId, long after, int most, DateTimeOffset now) =>
        batch.Rows<MembershipRow>(FollowedSql, new { shop = shopId, after, most, now });

    /// <summary>Keeps what a membership was derived to be, and when to look at it again.</summary>
    public static void KeepMembership(
        this MembershipBatch batch, PostingContext posting, long customerKey, MemberStatus status,
        DateTimeOffset? toldDueAt, DateTimeOffset? lookAt) => batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            status.State,
            status.Cause,
            status.Since,
            status.PendingAt,
            status.BegunAt,
            status.OrderId,
            status.Trade,
            status.ReturnedAt,
            done = status.Count.Done,
            required = status.Count.Required,
            dueAt = status.Open.FirstOrDefault()?.DueAt,
            toldDueAt,
            lookAt,
            posting.RecordedAt,
        });

    /// <summary>The steps of these customers that are done and were not corrected.</summary>
    public static PendingRows<StepRow> StandingSteps(this MembershipBatch batch, long shopId, long[] customers) =>
        batch.Rows<StepRow>(StepsSql, new { shop = shopId, customers });

    /// <summary>What persons decided about these customers' memberships.</summary>
    public static PendingRows<DecisionRow> MembershipDecisions(
        this MembershipBatch batch, long shopId, long[] customers) =>
        batch.Rows<DecisionRow>(DecisionsSql, new { shop = shopId, customers });

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from member_joining_shops(@now)
        """;

    private const string LookSql = """
        insert into memberships (shop_id, customer_key, look_at) values (@shop, @customer, @now)
        on conflict (shop_id, customer_key) do update set look_at = excluded.look_at
        """;

    private const string LookAgainSql = """
        update memberships set look_at = @now where shop_id = @shop and customer_key = any(@customers)
        """;

    private const string ClaimedSql = """
        insert into memberships (shop_id, customer_key, look_at)
        select shop_id, @customer, @now from memberships where shop_id = @shop and customer_key = @guest
        on conflict (shop_id, customer_key) do update set look_at = excluded.look_at
        """;

    private const string LockSql = """
        insert into memberships as m (shop_id, customer_key) values (@shop, @customer)
        on conflict (shop_id, customer_key) do update set customer_key = excluded.customer_key
        returning m.customer_key, @customerId as customer_id, m.state, m.pending_at, m.begun_at, m.told_due_at
        """;

    private const string DueSql = """
        select m.customer_key, c.customer_id, m.state, m.pending_at, m.begun_at, m.told_due_at
        from memberships m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.look_at <= @now
        order by m.look_at limit @most for no key update of m skip locked
        """;

    private const string FollowedSql = """
        select m.customer_key, c.customer_id, m.state, m.pending_at, m.begun_at, m.told_due_at
        from memberships m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.customer_key > @after and (m.look_at is null or m.look_at > @now)
        order by m.customer_key limit @most
        """;

    private const string KeepSql = """
        update memberships set state = @state, cause = @cause, since = @since, pending_at = @pendingAt,
            begun_at = @begunAt, order_id = @orderId, trade = @trade, returned_at = @returnedAt, steps_done = @done,
            steps_required = @required, due_at = @dueAt, told_due_at = @toldDueAt, look_at = @lookAt,
            derived_at = @recordedAt
        where shop_id = @shop and customer_key = @customer
        """;

    private const string StepsSql = """
        select s.customer_key, s.record_id, s.step_key, s.done_at, s.done_by, s.recorded_at, null::text as reason,
            null::text as corrected_by, null::timestamptz as corrected_at
        from ceremony_steps s
        where s.shop_id = @shop and s.customer_key = any(@customers) and not exists (
            select from ceremony_corrections c where c.shop_id = @shop and c.record_id = s.record_id)
        """;

    private const string DecisionsSql = """
        select customer_key, decision_id, outcome, reason, decided_by, decided_at from membership_decisions
        where shop_id = @shop and customer_key = any(@customers)
        """;
}
