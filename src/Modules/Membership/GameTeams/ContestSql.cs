using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GameTeams;

/// <summary>The statements by which contests are read, frozen and rewarded.</summary>
public static class ContestSql
{
    /// <summary>Shops where standings are to be frozen, or rewards of a frozen contest to be given.</summary>
    public static Task<List<Shop>> ContestShops(this Db db, DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <summary>Locks a contest to be frozen, but for one that another transaction freezes.</summary>
    public static PendingRows<GameRow> DueContest(this MembershipBatch batch, long shopId, DateTimeOffset now) =>
        batch.Rows<GameRow>(DueSql, new { shop = shopId, now });

    /// <summary>Who is in which team.</summary>
    public static PendingRows<TeamChoice> TeamChoices(this MembershipBatch batch, long shopId, long gameKey) =>
        batch.Rows<TeamChoice>(ChoicesSql, new { shop = shopId, game = gameKey });

    /// <summary>The frozen standings by rank.</summary>
    public static PendingRows<TeamRank> FrozenStandings(this MembershipBatch batch, long shopId, long gameKey) =>
        batch.Rows<TeamRank>(StandingsSql, new { shop = shopId, game = gameKey });

    /// <summary>Freezes the standings of a contest, which is locked.</summary>
    public static void Freeze(
        this MembershipBatch batch, long shopId, GameRow contest, IReadOnlyCollection<TeamRank> standings) =>
        batch.Do(FreezeSql, new
        {
            shop = shopId,
            game = contest.GameKey,
            teams = standings.Select(one => one.TeamId).ToArray(),
            ranks = standings.Select(one => one.Rank).ToArray(),
            scores = standings.Select(one => one.Score).ToArray(),
            members = standings.Select(one => one.Members).ToArray(),
        });

    /// <summary>Members of frozen contests who have not got the points of their rank.</summary>
    public static PendingRows<WaitingWinner> WaitingWinners(
        this MembershipBatch batch, long shopId, DateTimeOffset now, int most) =>
        batch.Rows<WaitingWinner>(WaitingSql, new { shop = shopId, now, most, customerId = (string?)null });

    /// <summary>Whether a member still waits, under the member's lock.</summary>
    public static PendingRows<WaitingWinner> WaitingWinner(
        this MembershipBatch batch, long shopId, DateTimeOffset now, string customerId) =>
        batch.Rows<WaitingWinner>(WaitingSql, new { shop = shopId, now, most = 1, customerId });

    /// <summary>Ends the contests whose winners have their points.</summary>
    public static void EndContests(this MembershipBatch batch, long shopId, DateTimeOffset now) =>
        batch.Do(EndSql, new { shop = shopId, now });

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from contest_shops(@now)
        """;

    private const string DueSql = $"""
        select {GameRow.Columns}
        where g.shop_id = @shop and g.freezes_at <= @now and g.frozen_at is null
        order by g.freezes_at, g.game_key limit 1 for no key update skip locked
        """;

    private const string ChoicesSql = """
        select customer_key, team_id from game_team_members where shop_id = @shop and game_key = @game
        """;

    private const string StandingsSql = """
        select rank, team_id, score, members from game_standings
        where shop_id = @shop and game_key = @game order by rank, team_id
        """;

    private const string FreezeSql = """
        with frozen as (
            update games set frozen_at = freezes_at where shop_id = @shop and game_key = @game)
        insert into game_standings (shop_id, game_key, team_id, rank, score, members)
        select @shop, @game, s.team_id, s.rank, s.score, s.members
        from unnest(@teams, @ranks, @scores, @members) as s(team_id, rank, score, members)
        """;

    /// <summary>SQL: members of frozen contests whose rank gives points, and who have none.</summary>
    private const string Waiting = """
        games g
            join game_standings s on s.shop_id = @shop and s.game_key = g.game_key and s.score > 0
            join jsonb_to_recordset(g.terms -> 'contest' -> 'rewards') as w(rank int, points bigint) on w.rank = s.rank
            join game_team_members t on t.shop_id = @shop and t.game_key = g.game_key and t.team_id = s.team_id
        where g.shop_id = @shop and g.freezes_at <= @now and g.frozen_at is not null and not exists (
            select from game_rewards r
            where r.shop_id = @shop and r.game_key = g.game_key and r.customer_key = t.customer_key
                and r.rank is not null)
        """;

    private const string WaitingSql = $"""
        select w.game_key, c.customer_id, w.rank, w.points
        from (select g.game_key, t.customer_key, s.rank, w.points from {Waiting}) as w
            join customers c on c.shop_id = @shop and c.customer_key = w.customer_key
        where @customerId::text is null or c.customer_id = @customerId
        order by w.game_key, w.customer_key limit @most
        """;

    private const string EndSql = $"""
        update games e set freezes_at = null
        where e.shop_id = @shop and e.freezes_at <= @now and e.frozen_at is not null
            and not exists (select from {Waiting} and g.game_key = e.game_key)
        """;
}
