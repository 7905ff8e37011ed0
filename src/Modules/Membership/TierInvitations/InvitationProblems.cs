namespace SocialCommerce.Membership.TierInvitations;

/// <summary>Refusals of invitations to a tier.</summary>
internal static class InvitationProblems
{
    public static readonly ProblemType TierInvitationNotFound = ProblemType.NotFound(
        "TIER_INVITATION_NOT_FOUND", "There is no such invitation to a tier.", "Check the invitation's id.");

    public static readonly ProblemType TierInvitationConflict = ProblemType.Conflict(
        "TIER_INVITATION_CONFLICT", "The invitation is known with other content.",
        "Use another invitationId for another invitation.");

    public static readonly ProblemType TierInvitationOver = ProblemType.Conflict(
        "TIER_INVITATION_OVER", "The invitation has ended.", "Nothing is to be revoked; read the tier history.");

    public static readonly ProblemType MemberTierUnknown = ProblemType.Invalid(
        "MEMBER_TIER_UNKNOWN", "The request names a member tier that does not exist.",
        "Define the tier first, and check the id.");
}
