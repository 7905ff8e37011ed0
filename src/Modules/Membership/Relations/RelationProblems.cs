namespace SocialCommerce.Membership.Relations;

/// <summary>Refusals of events of relations.</summary>
public static class RelationProblems
{
    public static readonly ProblemType RelationEventConflict = ProblemType.Conflict(
        "RELATION_EVENT_CONFLICT", "The event of a relation is known with other content.",
        "Use another relationEventId for another event.");
}
