namespace SocialCommerce.Flows.Worklists;

/// <summary>A row of a worklist, in the order of the keys.</summary>
/// <param name="Key">What the next page begins after.</param>
/// <param name="CustomerKey">The customer.</param>
/// <param name="Task">The task; null where the customer proves to have none.</param>
internal sealed record FoundTask(long Key, long CustomerKey, WorklistTask? Task)
{
    /// <summary>A row that is found by its customer.</summary>
    public static FoundTask Of(long customerKey, WorklistTask? task) => new(customerKey, customerKey, task);
}
