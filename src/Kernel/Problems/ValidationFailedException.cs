namespace SocialCommerce.Kernel.Problems;

/// <summary>A request that fails its validator: 422 with a pointer for every error.</summary>
public sealed class ValidationFailedException(IReadOnlyList<ProblemError> errors)
    : Exception("The request breaks a rule.")
{
    /// <summary>Every error found.</summary>
    public IReadOnlyList<ProblemError> Errors => errors;
}
