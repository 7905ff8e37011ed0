namespace SocialCommerce.Flows.Worklists;

/// <summary>Something to do with a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Occasion" example="gold">
/// What tells the task from an earlier one of the same customer; a mark names it.
/// </param>
/// <param name="DueAt">By when; absent where there is no end.</param>
/// <param name="Rung"><see cref="SocialCommerce.Ladder.Products.Rungs.All"/>; absent for none.</param>
/// <param name="NextRung" example="member">The rung that the ladder names next.</param>
/// <param name="TierId">The tier in force.</param>
/// <param name="NextTierId" example="gold">The tier that is near, or the one that follows the end.</param>
/// <param name="GrowthMissing" example="40">The growth that is missing to the next tier.</param>
/// <param name="Points" example="320">The points that expire.</param>
/// <param name="LastPaidAt">When the latest kept order was paid.</param>
/// <param name="AppliedAt">When the application was made.</param>
/// <param name="Mark">What was last said of the task; absent where nothing was.</param>
internal sealed record WorklistTask(
    string CustomerId, string Occasion, DateTimeOffset? DueAt = null, string? Rung = null, string? NextRung = null,
    string? TierId = null, string? NextTierId = null, long? GrowthMissing = null, long? Points = null,
    DateTimeOffset? LastPaidAt = null, DateTimeOffset? AppliedAt = null, TaskMark? Mark = null);
