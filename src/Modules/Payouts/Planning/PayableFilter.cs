namespace SocialCommerce.Payouts.Planning;

/// <summary>The customers and statements that are to be paid.</summary>
/// <param name="Channel">The way it goes.</param>
/// <param name="PeriodEnd">Only statements of periods that end by then; null: all.</param>
/// <param name="Keys">Only these people; null: all.</param>
/// <param name="BesidesBatch">The batch in which they may stand; 0: none.</param>
internal sealed record PayableFilter(
    string Channel, DateTimeOffset? PeriodEnd = null, long[]? Keys = null, long BesidesBatch = 0);
