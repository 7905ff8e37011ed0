namespace SocialCommerce.Membership.Games;

/// <summary>The statements that read and lock games.</summary>
public static class GameSql
{
    /// <summary>A game.</summary>
    public static PendingRows<GameRow> Game(this MembershipBatch batch, long shopId, string gameId) =>
        batch.Rows<GameRow>(FindSql, new { shop = shopId, gameId });

    /// <summary>Locks a game; who takes part in it locks the customer before.</summary>
    internal static PendingRows<GameRow> LockGame(this MembershipBatch batch, long shopId, string gameId) =>
        batch.Rows<GameRow>(LockSql, new { shop = shopId, gameId });

    /// <summary>How often the prizes of a game were won.</summary>
    internal static PendingRows<PrizeWins> PrizeWins(
        this MembershipBatch batch, long shopId, params string[] gameIds) =>
        batch.Rows<PrizeWins>(WinsSql, new { shop = shopId, gameIds });

    private const string FindSql = $"""
        select {GameRow.Columns} where g.shop_id = @shop and g.game_id = @gameId
        """;

    private const string LockSql = $"""
        select {GameRow.Columns} where g.shop_id = @shop and g.game_id = @gameId for no key update
        """;

    private const string WinsSql = """
        select w.game_key, w.prize_id, w.wins
        from games g join game_prize_wins w on w.shop_id = @shop and w.game_key = g.game_key
        where g.shop_id = @shop and g.game_id = any(@gameIds)
        """;
}
