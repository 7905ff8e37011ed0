namespace SocialCommerce.Membership.Leaderboards;

/// <summary>What the integrity check asks of frozen boards.</summary>
internal static class LeaderboardChecks
{
    /// <summary>The ranks of a frozen board follow from its scores.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("leaderboardRanks", RanksSql)];

    private const string RanksSql = """
        select format('leaderboard %s from %s', e.board_id, e.starts_on) as subject,
            format('customer %s has the rank %s, due %s', c.customer_id, e.rank, e.due) as detail
        from (
            select board_id, starts_on, customer_key, rank,
                rank() over (partition by board_id, starts_on order by score desc) as due
            from leaderboard_entries where shop_id = @shop and @unit <> '') as e
        join customers c on c.shop_id = @shop and c.customer_key = e.customer_key
        where e.rank <> e.due
        order by e.board_id, e.starts_on, e.rank limit 20
        """;
}
