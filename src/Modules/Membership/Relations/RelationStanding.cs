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

/// <summary>A stage that was reached.</summary>
/// <param name="Stage" example="trust">The stage.</param>
/// <param name="ReachedAt">When.</param>
public sealed record ReachedStage(string Stage, DateTimeOffset ReachedAt);

/// <summary>What the next stage needs.</summary>
/// <param name="Code" example="interactions">
/// <c>replyOrReview</c>, <c>interactions</c>, <c>interactionDays</c>, <c>ceremony</c>, <c>privilegeUse</c>,
/// <c>repurchase</c>, <c>referralOrGroup</c> or <c>score</c>.
/// </param>
/// <param name="Required" example="3">How much of it.</param>
/// <param name="Available" example="1">How much there is.</param>
public sealed record MissingRelation(string Code, long Required, long Available);
