namespace SocialCommerce.Kernel.Keys;

/// <summary>Refusals of API keys.</summary>
internal static class ApiKeyProblems
{
    public static readonly ProblemType ApiKeyNotFound = ProblemType.NotFound(
        "API_KEY_NOT_FOUND", "There is no such API key.", "List the shop's keys and use an id of that list.");

    public static readonly ProblemType KeyEnded = ProblemType.Conflict(
        "KEY_ENDED", "The key is revoked or expired.", "Create a new key.");

    public static readonly ProblemType ExpiresInPast = ProblemType.Invalid(
        "EXPIRES_IN_PAST", "The expiry lies in the past.", "Send an expiresAt in the future, or none.");

    public static readonly ProblemType OperatorUnknown = ProblemType.Invalid(
        "OPERATOR_UNKNOWN", "There is no such operator.", "Add the operator first.");
}
