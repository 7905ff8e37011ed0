using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>The statements by which games give points. Who runs them holds the customer's lock.</summary>
internal static class RewardSql
{
    /// <summary>The keys of rewards to come.</summary>
    public static PendingRows<long> NextRewards(this MembershipBatch batch, int count) =>
        batch.Rows<long>(NextKeysSql, new { count });

    /// <summary>
    /// Gives points as a lot of their own, active at once and valid by the settings in force; a debt is paid back by
    /// them.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When.</param>
    /// <param name="reward">What, and what for.</param>
    /// <param name="debt">The customer's debt before.</param>
    /// <param name="settings">The membership settings in force.</param>
    /// <param name="timeZone">The shop's.</param>
    public static void Give(
        this MembershipBatch batch, PostingContext posting, Reward reward, long debt,
        PutMembershipSettings.Body settings, string timeZone)
    {
        var terms = LotTerms.Of(
            settings.Points is { } points ? points with { PendingDays = 0 } : null, posting.RecordedAt, timeZone);
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            reward.Key,
            reward.GameKey,
            customer = reward.CustomerKey,
            reward.PlayKey,
            reward.StreakDays,
            reward.Day,
            reward.Rank,
            reward.Points,
            posting.RecordedAt,
        });
        batch.Open(posting, reward.CustomerKey, ("game", reward.Key), reward.Points, debt, terms);
        batch.Book(posting, PointMoves.Won, reward.CustomerKey, reward.Points, reward.Key);
    }

    private const string NextKeysSql = """
        select nextval('game_rewards_reward_key_seq') from generate_series(1, @count)
        """;

    private const string InsertSql = """
        insert into game_rewards (shop_id, reward_key, game_key, customer_key, play_key, streak_days, day, rank, points,
            granted_at)
        overriding system value
        values (@shop, @key, @gameKey, @customer, @playKey, @streakDays, @day, @rank, @points, @recordedAt)
        """;
}
