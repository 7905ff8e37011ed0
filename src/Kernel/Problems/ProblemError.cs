namespace SocialCommerce.Kernel.Problems;

/// <summary>One place in the request that is to blame.</summary>
/// <param name="Pointer">Where, as a JSON pointer.</param>
/// <param name="Code">Stable UPPER_SNAKE code.</param>
/// <param name="Detail">One sentence.</param>
public sealed record ProblemError(string Pointer, string Code, string Detail);
