namespace SocialCommerce.Membership.Joining;

/// <summary>A person's decision about a membership.</summary>
/// <param name="DecisionId">The merchant's own id.</param>
/// <param name="Outcome" example="keep">
/// <c>keep</c>: the membership stays although its order went back. <c>end</c>: it ends.
/// </param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy" example="li">Who decided.</param>
/// <param name="DecidedAt">When.</param>
public sealed record MembershipDecision(
    string DecisionId, string CustomerId, string Outcome, string Reason, string DecidedBy, DateTimeOffset DecidedAt);
