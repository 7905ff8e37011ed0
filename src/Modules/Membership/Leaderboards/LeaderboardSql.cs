namespace SocialCommerce.Membership.Leaderboards;

/// <summary>The statements by which boards are read and frozen.</summary>
public static class LeaderboardSql
{
    /// <summary>Shops where a period is to be frozen.</summary>
    public static Task<List<Shop>> LeaderboardShops(this Db db, DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <summary>A board.</summary>
    public static PendingRows<Leaderboard> Leaderboard(this MembershipBatch batch, long shopId, string boardId) =>
        batch.Rows<Leaderboard>(FindSql, new { shop = shopId, boardId });

    /// <summary>The boards whose periods are frozen, by id.</summary>
    public static PendingRows<Leaderboard> ActiveLeaderboards(this MembershipBatch batch, long shopId) =>
        batch.Rows<Leaderboard>(ActiveSql, new { shop = shopId });

    /// <summary>
    /// Locks the board of which a period has to be frozen first, but for one that another transaction freezes.
    /// </summary>
    public static PendingRows<Leaderboard> DueLeaderboard(
        this MembershipBatch batch, long shopId, DateTimeOffset now) =>
        batch.Rows<Leaderboard>(DueSql, new { shop = shopId, now });

    /// <summary>Whether a period is frozen.</summary>
    public static PendingRows<FrozenPeriod> FrozenPeriod(
        this MembershipBatch batch, long shopId, string boardId, string startsOn) =>
        batch.Rows<FrozenPeriod>(FrozenSql, new { shop = shopId, boardId, startsOn });

    /// <summary>The board of a frozen period.</summary>
    public static PendingRows<RankedCustomer> FrozenEntries(
        this MembershipBatch batch, long shopId, string boardId, string startsOn) =>
        batch.Rows<RankedCustomer>(EntriesSql, new { shop = shopId, boardId, startsOn });

    /// <summary>A customer's places on frozen boards, the latest periods first.</summary>
    public static PendingRows<FrozenRank> FrozenRanks(
        this MembershipBatch batch, long shopId, long customerKey, int most) =>
        batch.Rows<FrozenRank>(RanksSql, new { shop = shopId, customer = customerKey, most });

    /// <summary>Freezes the earliest period of a board, which is locked, and goes on to the next one.</summary>
    public static void Freeze(
        this MembershipBatch batch, PostingContext posting, Leaderboard board, string timeZone,
        IReadOnlyCollection<RankedCustomer> entries)
    {
        var next = board.Earliest().Next;
        batch.Do(FreezeSql, new
        {
            shop = posting.ShopId,
            board.BoardId,
            board.StartsOn,
            terms = Json.Write(board.Terms),
            frozenAt = posting.OccurredAt,
            posting.RecordedAt,
            nextStartsOn = Periods.Text(next.First),
            nextFreezesAt = board.Terms.FreezesAt(next, timeZone),
        });
        batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            board.BoardId,
            board.StartsOn,
            customers = entries.Select(one => one.CustomerKey).ToArray(),
            ranks = entries.Select(one => one.Rank).ToArray(),
            scores = entries.Select(one => one.Score).ToArray(),
        });
    }

    internal const string LockSql = $"""
        select {Leaderboards.Leaderboard.Columns} from leaderboards
        where shop_id = @shop and board_id = @boardId for no key update
        """;

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from leaderboard_shops(@now)
        """;

    private const string FindSql = $"""
        select {Leaderboards.Leaderboard.Columns} from leaderboards where shop_id = @shop and board_id = @boardId
        """;

    private const string ActiveSql = $"""
        select {Leaderboards.Leaderboard.Columns} from leaderboards
        where shop_id = @shop and freezes_at is not null order by board_id
        """;

    private const string DueSql = $"""
        select {Leaderboards.Leaderboard.Columns} from leaderboards
        where shop_id = @shop and freezes_at <= @now order by freezes_at, board_id limit 1
        for no key update skip locked
        """;

    private const string FrozenSql = """
        select terms, frozen_at from leaderboard_periods
        where shop_id = @shop and board_id = @boardId and starts_on = @startsOn
        """;

    private const string EntriesSql = """
        select e.rank, e.customer_key, c.customer_id, e.score
        from leaderboard_entries e join customers c on c.shop_id = @shop and c.customer_key = e.customer_key
        where e.shop_id = @shop and e.board_id = @boardId and e.starts_on = @startsOn
        order by e.rank, c.customer_id
        """;

    private const string RanksSql = """
        select e.board_id, p.terms, e.starts_on, p.frozen_at, e.rank, e.score
        from leaderboard_entries e join leaderboard_periods p
            on p.shop_id = @shop and p.board_id = e.board_id and p.starts_on = e.starts_on
        where e.shop_id = @shop and e.customer_key = @customer
        order by e.starts_on desc, e.board_id limit @most
        """;

    private const string FreezeSql = """
        with frozen as (
            insert into leaderboard_periods (shop_id, board_id, starts_on, terms, frozen_at, recorded_at)
            values (@shop, @boardId, @startsOn, @terms::jsonb, @frozenAt, @recordedAt))
        update leaderboards set starts_on = @nextStartsOn, freezes_at = @nextFreezesAt
        where shop_id = @shop and board_id = @boardId
        """;

    private const string KeepSql = """
        insert into leaderboard_entries (shop_id, board_id, starts_on, customer_key, rank, score)
        select @shop, @boardId, @startsOn, customer, rank, score
        from unnest(@customers, @ranks, @scores) as e(customer, rank, score)
        """;
}
