using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>Past orders computed again under another version of the plan, as a job (commission.md §7).</summary>
/// <param name="ReplayId">Its id.</param>
/// <param name="PlanId">The version.</param>
/// <param name="PlanRevision">Which state of a draft: changes made since are not in it.</param>
/// <param name="From">Orders paid from then on,</param>
/// <param name="To">until just before then.</param>
/// <param name="Top">How many of the winners and losers the report names.</param>
/// <param name="Tiers"><c>reevaluated</c> by a list, or <c>asTheyWere</c>.</param>
/// <param name="Status"><c>waiting</c>, <c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="CreatedAt">When it was asked for, by the shop's clock.</param>
/// <param name="CreatedBy">Who asked; absent for a backend's key.</param>
/// <param name="EndedAt">When it ended, in the world's time.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="TierList">By which list tiers are re-evaluated; absent where they are as they were.</param>
public sealed record Replay(
    string ReplayId, string PlanId, long PlanRevision, DateTimeOffset From, DateTimeOffset To, int Top, string Tiers,
    string Status, ReplayProgress Progress, DateTimeOffset CreatedAt, string? CreatedBy = null,
    DateTimeOffset? EndedAt = null, string? Problem = null, IReadOnlyList<PartnerTier>? TierList = null)
{
    /// <summary>Prefix of ids.</summary>
    public const string Prefix = "rpl";

    /// <summary>The key of an id, or 404.</summary>
    public static long KeyOf(string replayId) =>
        PublicId.KeyOf(Prefix, replayId) ?? throw Refused.NotFound("replay", replayId);
}

/// <summary>How far a replay is.</summary>
/// <param name="OrdersRead">The shop's orders looked at, also those outside the window.</param>
/// <param name="OrdersAll">How many there are to look at; absent until it runs.</param>
public sealed record ReplayProgress(long OrdersRead, long? OrdersAll = null);

/// <summary>A row of the replays.</summary>
public sealed record ReplayRow(
    long ReplayKey, long PlanKey, long Revision, string Content, DateTimeOffset PaidFrom, DateTimeOffset PaidTo,
    int Top, string? Tiers, string Status, int Attempt, long OrdersRead, long? OrdersAll, string? Report,
    string? Problem, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    /// <summary>SQL: its columns.</summary>
    internal const string Columns = """
        replay_key, plan_key, revision, content, paid_from, paid_to, top, tiers, status, attempt, orders_read,
        orders_all, report, problem, created_by, created_at, ended_at
        """;

    /// <summary>Whether nobody works on it any more.</summary>
    public bool HasEnded => Status is not ("waiting" or "running");

    /// <summary>The version as the job began with it.</summary>
    public PlanContent ReadContent() => Json.Read<PlanContent>(Content);

    /// <summary>The list by which tiers are re-evaluated; null where they are as they were.</summary>
    public IReadOnlyList<PartnerTier>? ReadTiers() => Tiers is null ? null : Json.Read<List<PartnerTier>>(Tiers);

    /// <summary>As the API shows it.</summary>
    public Replay ToReplay() => new(
        PublicId.Of(Replay.Prefix, ReplayKey), PublicId.Of(PlanVersion.Prefix, PlanKey), Revision, PaidFrom, PaidTo,
        Top, Tiers is null ? ReplayTiers.AsTheyWere : ReplayTiers.Reevaluated, Status,
        new ReplayProgress(OrdersRead, OrdersAll), CreatedAt, CreatedBy, EndedAt, Problem, ReadTiers());
}

/// <summary>What somebody asks to be replayed.</summary>
/// <param name="From">The window's first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Top">How many winners and losers the report names.</param>
/// <param name="Tiers">The list by which tiers are re-evaluated; null for tiers as they were.</param>
/// <param name="By">Operator who asks; null for a backend's key.</param>
/// <param name="At">When, by the shop's clock.</param>
public sealed record ReplayAsked(
    DateTimeOffset From, DateTimeOffset To, int Top, IReadOnlyList<PartnerTier>? Tiers, string? By, DateTimeOffset At);

/// <summary>The statements by which replays are found and worked on.</summary>
public static class ReplayStatements
{
    /// <summary>Shops where a job waits or was left.</summary>
    public static Task<List<Shop>> ReplayShops(this Db db, DateTimeOffset now, CancellationToken cancel) =>
        db.Rows<Shop>(0, DueSql, new { now }, cancel);

    /// <summary>How many jobs of a shop wait or run.</summary>
    public static Rows<long> OpenReplays(this Batch batch, long shopId) =>
        batch.Rows<long>(OpenSql, new { shop = shopId });

    /// <summary>Keeps a job with the version as it is now.</summary>
    public static Rows<ReplayRow> StartReplay(
        this Batch batch, long shopId, PlanRow plan, ReplayAsked asked) =>
        batch.Rows<ReplayRow>(StartSql, new
        {
            shop = shopId,
            plan.PlanKey,
            plan.Revision,
            plan.Content,
            asked.From,
            asked.To,
            asked.Top,
            tiers = asked.Tiers is null ? null : Json.Write(asked.Tiers),
            asked.By,
            asked.At,
        });

    /// <summary>A replay.</summary>
    public static Rows<ReplayRow> FindReplay(this Batch batch, long shopId, long key) =>
        batch.Rows<ReplayRow>(FindSql, new { shop = shopId, key });

    /// <summary>The replay, or 404.</summary>
    public static ReplayRow OrNotFound(this Rows<ReplayRow> rows, string replayId) =>
        rows.First ?? throw Refused.NotFound("replay", replayId);

    /// <summary>Takes up the oldest job that nobody works on, until the lease ends.</summary>
    public static Rows<ReplayRow> TakeUpReplay(
        this Batch batch, long shopId, DateTimeOffset now, DateTimeOffset until) =>
        batch.Rows<ReplayRow>(TakeUpSql, new { shop = shopId, now, until });

    /// <summary>
    /// Tells how far an attempt is, and keeps what it found; no row when it is not its turn any more.
    /// </summary>
    public static Rows<long> Advance(
        this Batch batch, long shopId, ReplayRow job, DateTimeOffset until, IReadOnlyCollection<ReplayedOrder> found) =>
        batch.Rows<long>(AdvanceSql, new
        {
            shop = shopId,
            job.ReplayKey,
            job.Attempt,
            job.OrdersRead,
            job.OrdersAll,
            until,
            orders = found.Select(order => order.OrderKey).ToArray(),
            people = found.Select(order => order.People).ToArray(),
        });

    /// <summary>Ends an attempt; no row when it is not its turn any more.</summary>
    public static Rows<long> End(this Batch batch, long shopId, ReplayRow job, DateTimeOffset now) =>
        batch.Rows<long>(EndSql, new
        {
            shop = shopId,
            job.ReplayKey,
            job.Attempt,
            job.Status,
            job.Report,
            job.Problem,
            job.OrdersAll,
            now,
        });

    /// <summary>Leaves a job to whoever comes next.</summary>
    public static Rows<long> Leave(this Batch batch, long shopId, ReplayRow job) =>
        batch.Rows<long>(LeaveSql, new { shop = shopId, job.ReplayKey, job.Attempt });

    private const string OpenSql = """
        select count(*) from replays where shop_id = @shop and status in ('waiting', 'running')
        """;

    private const string StartSql = $"""
        insert into replays (shop_id, plan_key, revision, content, paid_from, paid_to, top, tiers, created_by,
            created_at)
        values (@shop, @planKey, @revision, @content::jsonb, @from, @to, @top, @tiers::jsonb, @by, @at)
        returning {ReplayRow.Columns}
        """;

    private const string DueSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from replay_shops_due(@now)
        """;

    private const string FindSql = $"""
        select {ReplayRow.Columns} from replays where shop_id = @shop and replay_key = @key
        """;

    private const string TakeUpSql = $"""
        with taken as (
            update replays set status = 'running', attempt = attempt + 1, orders_read = 0, lease_until = @until
            where shop_id = @shop and replay_key = (
                select replay_key from replays
                where shop_id = @shop and status in ('waiting', 'running')
                    and (lease_until is null or lease_until < @now)
                order by replay_key limit 1 for update skip locked)
            returning {ReplayRow.Columns}),
        gone as (
            delete from replayed_orders
            where shop_id = @shop and replay_key = (select replay_key from taken))
        select {ReplayRow.Columns} from taken
        """;

    // Whoever has lost the lease leaves no order behind either.
    private const string AdvanceSql = """
        with turn as (
            update replays set orders_read = @ordersRead, orders_all = @ordersAll, lease_until = @until
            where shop_id = @shop and replay_key = @replayKey and attempt = @attempt and status = 'running'
            returning replay_key),
        kept as (
            insert into replayed_orders (shop_id, replay_key, order_key, people)
            select @shop, turn.replay_key, found.order_key, found.people::jsonb
            from turn cross join unnest(@orders, @people) as found(order_key, people))
        select replay_key from turn
        """;

    private const string EndSql = """
        update replays set status = @status, report = @report::jsonb, problem = @problem, ended_at = @now,
            orders_all = @ordersAll, orders_read = case when @status = 'done' then @ordersAll else orders_read end,
            lease_until = null
        where shop_id = @shop and replay_key = @replayKey and attempt = @attempt and status = 'running'
        returning replay_key
        """;

    private const string LeaveSql = """
        update replays set lease_until = null
        where shop_id = @shop and replay_key = @replayKey and attempt = @attempt and status = 'running'
        returning replay_key
        """;
}
