namespace SocialCommerce.Membership.PointAdjustments;

/// <summary>Points put right by hand (调整积分): asked for by one person, decided by another.</summary>
/// <param name="AdjustmentId">The shop's own id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Points">Signed: added, or taken away.</param>
/// <param name="Reason" example="Missing points of January">Why.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="RequestedBy" example="li.na">Operator id of who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Note">What that person said.</param>
internal sealed record PointAdjustment(
    string AdjustmentId, string CustomerId, long Points, string Reason, string Status, string RequestedBy,
    DateTimeOffset RequestedAt, string? DecidedBy = null, DateTimeOffset? DecidedAt = null, string? Note = null);
