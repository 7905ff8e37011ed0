namespace SocialCommerce.Membership.CheckIns;

/// <summary>The statements that read and keep check-ins of the carried customer.</summary>
internal static class CheckInSql
{
    /// <summary>The check-ins of a game by day.</summary>
    public static PendingRows<CheckInDay> CheckIns(this MembershipBatch batch, long shopId, string gameId) =>
        batch.Rows<CheckInDay>(DaysSql, new { shop = shopId, gameId });

    /// <summary>The rewards for streaks of a game, the shortest first.</summary>
    public static PendingRows<GivenReward> StreakRewards(this MembershipBatch batch, long shopId, string gameId) =>
        batch.Rows<GivenReward>(RewardsSql, new { shop = shopId, gameId });

    /// <summary>Keeps a check-in.</summary>
    public static void Keep(
        this MembershipBatch batch, PostingContext posting, long gameKey, long customerKey, CheckInDay row) =>
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            game = gameKey,
            customer = customerKey,
            row.Day,
            row.CheckedInAt,
            row.RecordedAt,
        });

    private const string DaysSql = $"""
        select i.day, i.checked_in_at, i.recorded_at
        from games g join game_check_ins i on i.shop_id = @shop and i.game_key = g.game_key
        where g.shop_id = @shop and g.game_id = @gameId and i.customer_key = {BatchVariables.BuyerKey}
        order by i.day
        """;

    private const string RewardsSql = $"""
        select r.streak_days, r.points, r.day, r.granted_at
        from games g join game_rewards r on r.shop_id = @shop and r.game_key = g.game_key
        where g.shop_id = @shop and g.game_id = @gameId and r.customer_key = {BatchVariables.BuyerKey}
            and r.streak_days is not null
        order by r.streak_days
        """;

    private const string InsertSql = """
        insert into game_check_ins (shop_id, game_key, customer_key, day, checked_in_at, recorded_at)
        values (@shop, @game, @customer, @day, @checkedInAt, @recordedAt)
        """;
}
