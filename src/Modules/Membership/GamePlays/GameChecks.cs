namespace SocialCommerce.Membership.GamePlays;

/// <summary>What the integrity check asks of games.</summary>
internal static class GameChecks
{
    /// <summary>
    /// Serials have no holes, counters agree with the plays, no stock was given out twice, and what was won was granted
    /// once.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("gamePlays", PlaysSql), new("gamePrizes", PrizesSql), new("gameRewards", RewardsSql)];

    private const string PlaysSql = """
        select 'game ' || g.game_id as subject,
            format('%s plays counted, %s kept up to the serial %s', g.plays, coalesce(p.plays, 0),
                coalesce(p.last, 0)) as detail
        from games g
        left join (
            select game_key, count(*) as plays, max(serial) as last from game_plays where shop_id = @shop
            group by game_key) as p on p.game_key = g.game_key
        where g.shop_id = @shop and @unit <> ''
            and (g.plays <> coalesce(p.plays, 0) or g.plays <> coalesce(p.last, 0))
        order by g.game_key limit 20
        """;

    // The stock is the merchant's to lower: what was won then stays won.
    private const string PrizesSql = """
        select 'prize ' || coalesce(w.prize_id, p.prize_id) || ' of game ' || g.game_id as subject,
            format('%s wins counted, %s plays', coalesce(w.wins, 0), coalesce(p.wins, 0)) as detail
        from (select game_key, prize_id, wins from game_prize_wins where shop_id = @shop and @unit <> '') as w
        full join (
            select game_key, prize_id, count(*) as wins from game_plays where shop_id = @shop
            group by game_key, prize_id) as p on p.game_key = w.game_key and p.prize_id = w.prize_id
        join games g on g.shop_id = @shop and g.game_key = coalesce(w.game_key, p.game_key)
        where coalesce(w.wins, 0) <> coalesce(p.wins, 0)
        order by g.game_key limit 20
        """;

    private const string RewardsSql = """
        select subject, detail from (
            select format('play %s of game %s', p.play_id, g.game_id) as subject,
                format('won %s, points granted %s, coupons %s', p.prize ->> 'kind', r.points, k.code) as detail
            from game_plays p
            join games g on g.shop_id = @shop and g.game_key = p.game_key
            left join game_rewards r on r.shop_id = @shop and r.play_key = p.play_key
            left join coupons k on k.shop_id = @shop and k.code = p.coupon_code
            where p.shop_id = @shop and @unit <> '' and (
                (p.prize ->> 'points')::bigint is distinct from r.points
                or (p.prize ->> 'kind' = 'coupon') <> (k.code is not null)
                or (p.coupon_code is null) <> (k.code is null))
            union all
            select format('reward %s of game %s', r.reward_key, g.game_id),
                format('%s points, booked %s, lot of %s', r.points, m.points, l.points)
            from game_rewards r
            join games g on g.shop_id = @shop and g.game_key = r.game_key
            left join (
                select subject_id, sum(amount) as points from movements
                where shop_id = @shop and event = 'pointsWon' group by subject_id) as m on m.subject_id = r.reward_key
            left join (
                select source_key, sum(points) as points from point_lots
                where shop_id = @shop and source = 'game' group by source_key) as l on l.source_key = r.reward_key
            where r.shop_id = @shop
                and (r.points is distinct from m.points or r.points is distinct from l.points)) as one
        order by subject limit 20
        """;
}
