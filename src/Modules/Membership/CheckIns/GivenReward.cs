namespace SocialCommerce.Membership.CheckIns;

/// <summary>Points that were given for a streak.</summary>
/// <param name="StreakDays">The days of the streak.</param>
/// <param name="Points">How many.</param>
/// <param name="Day" example="2026-01-31">The day of the check-in with which the streak was complete.</param>
/// <param name="GrantedAt">When they were given.</param>
internal sealed record GivenReward(int StreakDays, long Points, string Day, DateTimeOffset GrantedAt);
