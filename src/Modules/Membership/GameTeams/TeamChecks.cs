namespace SocialCommerce.Membership.GameTeams;

/// <summary>What the integrity check asks of team contests.</summary>
internal static class TeamChecks
{
    /// <summary>Ranks follow from the scores, and members got what their rank gives.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("contestRanks", RanksSql), new("contestRewards", RewardsSql)];

    private const string RanksSql = """
        select 'contest ' || g.game_id as subject,
            format('team %s has the rank %s, due %s', s.team_id, s.rank, s.due) as detail
        from (
            select game_key, team_id, rank, rank() over (partition by game_key order by score desc) as due
            from game_standings where shop_id = @shop and @unit <> '') as s
        join games g on g.shop_id = @shop and g.game_key = s.game_key
        where s.rank <> s.due
        order by g.game_key, s.rank limit 20
        """;

    private const string RewardsSql = """
        select 'contest ' || g.game_id as subject,
            format('customer %s got the points of the rank %s, the team has %s', c.customer_id, r.rank, s.rank)
                as detail
        from game_rewards r
            join games g on g.shop_id = @shop and g.game_key = r.game_key
            join customers c on c.shop_id = @shop and c.customer_key = r.customer_key
            left join game_team_members t on t.shop_id = @shop and t.game_key = r.game_key
                and t.customer_key = r.customer_key
            left join game_standings s on s.shop_id = @shop and s.game_key = r.game_key and s.team_id = t.team_id
        where r.shop_id = @shop and r.rank is not null and @unit <> '' and s.rank is distinct from r.rank
        order by r.reward_key limit 20
        """;
}
