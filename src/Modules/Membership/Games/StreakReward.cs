namespace SocialCommerce.Membership.Games;

/// <summary>Points for a streak of check-ins.</summary>
/// <param name="Days">Days of the shop in a row with a check-in on each.</param>
/// <param name="Points">
/// What the customer gets when a streak reaches these days for the first time in the game; not again.
/// </param>
public sealed record StreakReward(int Days, long Points);
