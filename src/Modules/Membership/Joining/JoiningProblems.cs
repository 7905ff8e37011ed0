namespace SocialCommerce.Membership.Joining;

/// <summary>Refusals of decisions about memberships, and of what needs one.</summary>
public static class JoiningProblems
{
    public static readonly ProblemType MembershipDecisionConflict = ProblemType.Conflict(
        "MEMBERSHIP_DECISION_CONFLICT", "The decision is known with other content.",
        "Use another decisionId for another decision.");

    public static readonly ProblemType MembershipNotBegun = ProblemType.Conflict(
        "MEMBERSHIP_NOT_BEGUN", "The membership has not begun.",
        "Read the membership, and record the steps of the ceremony that are missing.");
}
