namespace SocialCommerce.Membership.Relations;

/// <summary>An event of a relation as the merchant reports it.</summary>
/// <param name="RelationEventId">The merchant's own id.</param>
/// <param name="Kind" example="reply">
/// <c>reply</c>, <c>reviewRead</c>, <c>interaction</c> or <c>groupActivity</c>.
/// </param>
/// <param name="OccurredAt">When it happened.</param>
public sealed record RelationEventContent(string RelationEventId, string Kind, DateTimeOffset OccurredAt);
