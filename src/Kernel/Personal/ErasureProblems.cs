namespace SocialCommerce.Kernel.Personal;

/// <summary>Refusals of erasures.</summary>
internal static class ErasureProblems
{
    /// <summary>404: there is no such erasure.</summary>
    public static readonly ProblemType ErasureNotFound = ProblemType.NotFound(
        "ERASURE_NOT_FOUND", "There is no such erasure.", "Request the erasure first, and check the id.");

    /// <summary>409: the id is known with another request.</summary>
    public static readonly ProblemType ErasureConflict = ProblemType.Conflict(
        "ERASURE_CONFLICT", "The id is known with another request.", "Use another id for another request.");

    /// <summary>409: the customer has another erasure.</summary>
    public static readonly ProblemType ErasureExists = ProblemType.Conflict(
        "ERASURE_EXISTS", "Another erasure of the customer is open or approved.", "Decide that erasure.");

    /// <summary>409: the erasure is decided otherwise.</summary>
    public static readonly ProblemType ErasureDecided = ProblemType.Conflict(
        "ERASURE_DECIDED", "The erasure is decided otherwise.", "Request a new erasure after a rejection.");

    /// <summary>409: something is open that must be settled first.</summary>
    public static readonly ProblemType ErasureBlocked = ProblemType.Conflict(
        "ERASURE_BLOCKED", "Something of the customer is open.",
        "Settle what the problem names, or look at the preview of the erasure, and decide again.");

    /// <summary>409: the guest is a customer, who is erased instead.</summary>
    public static readonly ProblemType GuestIsCustomer = ProblemType.Conflict(
        "GUEST_IS_CUSTOMER", "The guest was claimed by a customer.", "Request the erasure of the customer.");
}
