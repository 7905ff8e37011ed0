namespace SocialCommerce.Kernel.Personal;

/// <summary>The erasure of a customer: asked for by one person, decided by another.</summary>
/// <param name="ErasureId">The shop's own id.</param>
/// <param name="CustomerId">The customer; once the erasure is approved, the pseudonym.</param>
/// <param name="Reason" example="The customer asked for it on 2026-01-12">Why, without naming the customer.</param>
/// <param name="Status">
/// <c>waiting</c>, <c>rejected</c>, <c>approved</c> while kept answers are still being rewritten, or <c>erased</c>.
/// </param>
/// <param name="RequestedBy" example="li.na">Operator id of who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Note">What that person said.</param>
/// <param name="ErasedAt">When the last copy of the id was replaced.</param>
internal sealed record Erasure(
    string ErasureId, string CustomerId, string Reason, string Status, string RequestedBy, DateTimeOffset RequestedAt,
    string? DecidedBy = null, DateTimeOffset? DecidedAt = null, string? Note = null, DateTimeOffset? ErasedAt = null)
{
    /// <summary>Every status that there is.</summary>
    public static readonly IReadOnlyCollection<string> Statuses = ["waiting", "rejected", "approved", "erased"];
}
