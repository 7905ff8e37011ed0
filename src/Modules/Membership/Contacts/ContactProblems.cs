namespace SocialCommerce.Membership.Contacts;

/// <summary>Refusals of contacts.</summary>
public static class ContactProblems
{
    public static readonly ProblemType ContactConflict = ProblemType.Conflict(
        "CONTACT_CONFLICT", "The contact is known with other content.",
        "Use another contactId for another contact.");
}
