namespace SocialCommerce.Membership.Worklists;

/// <summary>What was last said of a task of a worklist.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="Occasion">What tells the task from an earlier one of the same customer.</param>
/// <param name="Done">False: it is open again.</param>
/// <param name="Note">What was done.</param>
/// <param name="MarkedBy">The operator; null for a backend.</param>
/// <param name="MarkedAt">When it was said.</param>
public sealed record WorklistMark(
    long CustomerKey, string Occasion, bool Done, string? Note, string? MarkedBy, DateTimeOffset MarkedAt);
