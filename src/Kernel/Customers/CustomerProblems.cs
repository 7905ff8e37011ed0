namespace SocialCommerce.Kernel.Customers;

/// <summary>Refusals that name a customer.</summary>
public static class CustomerProblems
{
    /// <summary>404: there is no such customer.</summary>
    public static readonly ProblemType CustomerNotFound = ProblemType.NotFound(
        "CUSTOMER_NOT_FOUND", "There is no such customer.", "Report the customer first, and check the id.");

    /// <summary>422: the request names a customer who does not exist.</summary>
    public static readonly ProblemType CustomerUnknown = ProblemType.Invalid(
        "CUSTOMER_UNKNOWN", "The request names a customer who does not exist.",
        "Report the customer first, and check the id.");
}
