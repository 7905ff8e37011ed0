namespace SocialCommerce.Commissions.Plans;

/// <summary>A place at which two versions of a plan differ.</summary>
/// <param name="Path" example="holdDays">
/// Where; rules are found by their id, rates by depth and tier: <c>rules[level].rates[1, T1].bps</c>.
/// </param>
/// <param name="Before" example="15">What the one has there, as JSON; absent where it has nothing.</param>
/// <param name="After" example="30">What the other has there.</param>
/// <param name="Words" example="Commission matures 15 days later than before.">
/// What that changes in commissions, if anything.
/// </param>
internal sealed record PlanDifference(string Path, string? Before, string? After, string? Words);
