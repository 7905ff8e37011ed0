namespace SocialCommerce.Kernel.Http;

/// <summary>What a key, a person or an idempotency key may be refused for.</summary>
public static class AccessProblems
{
    /// <summary>401: the API key is missing or unknown.</summary>
    public static readonly ProblemType KeyUnknown = ProblemType.Unauthorized(
        "KEY_UNKNOWN", "The API key is missing or unknown.",
        "Send a valid key as a bearer token; create or roll a key if it has ended.");

    /// <summary>403: the key is limited to other addresses.</summary>
    public static readonly ProblemType AddressNotAllowed = ProblemType.Forbidden(
        "ADDRESS_NOT_ALLOWED", "The key is limited to other addresses.",
        "Call from an allowed network, or create a key that allows this one.");

    /// <summary>403: the key lacks the scope of the operation.</summary>
    public static readonly ProblemType ScopeMissing = ProblemType.Forbidden(
        "SCOPE_MISSING", "The key lacks the scope of the operation.", "Use a key with the scope that detail names.");

    /// <summary>403: the caller lacks the role for the operation.</summary>
    public static readonly ProblemType RoleMissing = ProblemType.Forbidden(
        "ROLE_MISSING", "The caller lacks the role for the operation.",
        "Use the key of a person with one of the required roles.");

    /// <summary>403: the operation needs a named person.</summary>
    public static readonly ProblemType PersonRequired = ProblemType.Forbidden(
        "PERSON_REQUIRED", "The operation needs a named person.", "Use an operator's key.");

    /// <summary>400: the Idempotency-Key is too long.</summary>
    public static readonly ProblemType IdempotencyKeyTooLong = ProblemType.Malformed(
        "IDEMPOTENCY_KEY_TOO_LONG", "The Idempotency-Key is too long.", "Send at most 255 characters, such as a UUID.");

    /// <summary>400: the operation does not read an Idempotency-Key.</summary>
    public static readonly ProblemType IdempotencyKeyNotRead = ProblemType.Malformed(
        "IDEMPOTENCY_KEY_NOT_READ", "The operation does not read an Idempotency-Key.",
        "Send the request without the header.");

    /// <summary>422: the Idempotency-Key belongs to another request.</summary>
    public static readonly ProblemType IdempotencyKeyReused = ProblemType.Invalid(
        "IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key belongs to another request.",
        "Use a new key for a new request, and the first body with a known key.");
}
