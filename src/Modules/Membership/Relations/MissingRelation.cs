namespace SocialCommerce.Membership.Relations;

/// <summary>What the next stage needs.</summary>
/// <param name="Code" example="interactions">
/// <c>replyOrReview</c>, <c>interactions</c>, <c>interactionDays</c>, <c>ceremony</c>, <c>privilegeUse</c>,
/// <c>repurchase</c>, <c>referralOrGroup</c> or <c>score</c>.
/// </param>
/// <param name="Required" example="3">How much of it.</param>
/// <param name="Available" example="1">How much there is.</param>
public sealed record MissingRelation(string Code, long Required, long Available);
