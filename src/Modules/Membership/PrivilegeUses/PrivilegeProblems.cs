namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>Refusals of uses of privileges.</summary>
public static class PrivilegeProblems
{
    /// <summary>409: the use is known otherwise.</summary>
    public static readonly ProblemType PrivilegeUseConflict = ProblemType.Conflict(
        "PRIVILEGE_USE_CONFLICT", "The use is known with other content.", "Use another useId for another use.");

    /// <summary>404: there is no such use.</summary>
    public static readonly ProblemType PrivilegeUseNotFound = ProblemType.NotFound(
        "PRIVILEGE_USE_NOT_FOUND", "There is no such use of a privilege.", "Check the use's id.");
}
