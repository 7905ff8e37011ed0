namespace SocialCommerce.Kernel.Consents;

/// <summary>Refusals of consents.</summary>
internal static class ConsentProblems
{
    /// <summary>409: the id is known with other content.</summary>
    public static readonly ProblemType ConsentConflict = ProblemType.Conflict(
        "CONSENT_CONFLICT", "The consent's id is known with other content.", "Use another id for another answer.");
}
