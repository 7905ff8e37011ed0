namespace SocialCommerce.Membership.CheckIns;

/// <summary>A customer's check-in on a day of the shop (打卡).</summary>
/// <param name="GameId">The game.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Day" example="2026-01-31">The day, in the shop's time zone.</param>
/// <param name="CheckedInAt">When the customer checked in.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="StreakDays">The days of the streak that holds the day, by all check-ins so far.</param>
/// <param name="Rewards">What was given with it, the shortest streak first.</param>
internal sealed record CheckIn(
    string GameId, string CustomerId, string Day, DateTimeOffset CheckedInAt, DateTimeOffset RecordedAt,
    int StreakDays, IReadOnlyList<GivenReward> Rewards);
