namespace SocialCommerce.Membership.Relations;

/// <summary>A recorded event of a relation.</summary>
/// <param name="RelationEventId">The merchant's own id.</param>
/// <param name="Kind" example="reply">What happened.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
public sealed record RelationEvent(
    string RelationEventId, string CustomerId, string Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);
