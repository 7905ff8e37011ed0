namespace SocialCommerce.Commissions.Partners;

/// <summary>Refusals of partners and their applications.</summary>
public static class PartnerProblems
{
    /// <summary>404: the customer is not a partner.</summary>
    public static readonly ProblemType PartnerNotFound = ProblemType.NotFound(
        "PARTNER_NOT_FOUND", "The customer is not a partner.",
        "Approve the customer as a partner first, and check the id.");

    /// <summary>404: there is no such application.</summary>
    public static readonly ProblemType ApplicationNotFound = ProblemType.NotFound(
        "APPLICATION_NOT_FOUND", "There is no such application.", "List the applications and use an id of that list.");

    /// <summary>409: the application was decided otherwise.</summary>
    public static readonly ProblemType ApplicationDecided = ProblemType.Conflict(
        "APPLICATION_DECIDED", "The application was decided otherwise.",
        "Read the application; the first decision stands.");

    /// <summary>409: the customer is a partner already.</summary>
    public static readonly ProblemType PartnerApproved = ProblemType.Conflict(
        "PARTNER_APPROVED", "The customer is a partner already.", "No application is needed.");

    /// <summary>409: the partner is neither suspended nor resigned.</summary>
    public static readonly ProblemType PartnerActive = ProblemType.Conflict(
        "PARTNER_ACTIVE", "The partner is neither suspended nor resigned.",
        "Reactivate only suspended or resigned partners.");

    /// <summary>409: the customer holds no partner tier.</summary>
    public static readonly ProblemType NotAPartner = ProblemType.Conflict(
        "NOT_A_PARTNER", "The customer holds no partner tier.", "Approve the customer as a partner first.");
}
