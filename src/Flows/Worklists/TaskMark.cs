using SocialCommerce.Membership.Worklists;

namespace SocialCommerce.Flows.Worklists;

/// <summary>What was said of a task.</summary>
/// <param name="Done">False: it is open again.</param>
/// <param name="Note" example="Called, buys in March">What was done.</param>
/// <param name="MarkedBy" example="op-li">The operator; absent for a backend.</param>
/// <param name="MarkedAt">When it was said.</param>
internal sealed record TaskMark(bool Done, string? Note, string? MarkedBy, DateTimeOffset MarkedAt)
{
    public static TaskMark? Of(WorklistMark? mark) =>
        mark is null ? null : new TaskMark(mark.Done, mark.Note, mark.MarkedBy, mark.MarkedAt);
}
