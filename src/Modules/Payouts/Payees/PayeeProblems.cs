namespace SocialCommerce.Payouts.Payees;

/// <summary>Refusals of payees.</summary>
internal static class PayeeProblems
{
    public static readonly ProblemType PayeeNotFound = ProblemType.NotFound(
        "PAYEE_NOT_FOUND", "There is no such payee.", "Register the payee first, and check the id.");

    public static readonly ProblemType CustomerHasPayee = ProblemType.Conflict(
        "CUSTOMER_HAS_PAYEE", "The customer has another payee.",
        "Check the identity number; a customer keeps their payee.");

    public static readonly ProblemType IdentityOfAnotherKind = ProblemType.Conflict(
        "IDENTITY_OF_ANOTHER_KIND", "The identity number is registered as another kind.",
        "Check the kind and the identity number.");

    public static readonly ProblemType IdentityHasAnotherName = ProblemType.Conflict(
        "IDENTITY_HAS_ANOTHER_NAME", "The identity number is registered under another name.",
        "Check the name and the identity number.");

    public static readonly ProblemType AddressMissing = ProblemType.Invalid(
        "ADDRESS_MISSING", "The jurisdiction requires the payee's IP address.", "Send ip.");

    public static readonly ProblemType PayeeUnderAge = ProblemType.Invalid(
        "PAYEE_UNDER_AGE", "The payee is too young.", "Pay the person once they have the required age.");

    public static readonly ProblemType AgeNotDeclared = ProblemType.Invalid(
        "AGE_NOT_DECLARED", "The payee's age is not proven.", "Check the age and declare ofAge.");

    public static readonly ProblemType OccupationNotDeclared = ProblemType.Invalid(
        "OCCUPATION_NOT_DECLARED", "The payee's occupation is not declared.",
        "Check the occupation and declare notBarred.");

    public static readonly ProblemType FindingKeyDiffers = ProblemType.Unavailable(
        "FINDING_KEY_DIFFERS", "The server has another key for finding payees.",
        "Start the server with the key with which payees were registered.");
}
