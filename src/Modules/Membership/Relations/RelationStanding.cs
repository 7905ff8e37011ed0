namespace SocialCommerce.Membership.Relations;

/// <summary>How deep the relation with a customer is.</summary>
/// <param name="Stage" example="participation">
/// The stage: <c>none</c>, <c>trust</c>, <c>participation</c>, <c>ceremony</c> or <c>belonging</c>.
/// </param>
/// <param name="Score" example="450">The score at this time.</param>
/// <param name="Reached">The stages that were reached, with their times; one that has faded stays here.</param>
/// <param name="Missing">What the next stage needs; empty at the deepest.</param>
public sealed record RelationStanding(
    string Stage, long Score, IReadOnlyList<ReachedStage> Reached, IReadOnlyList<MissingRelation> Missing);
