namespace SocialCommerce.Kernel.Problems;

/// <summary>One place in the request that is to blame.</summary>
/// <param name="Pointer" example="#/lines/0/productId">Where, as a JSON pointer.</param>
/// <param name="Code" example="ID_INVALID">Stable UPPER_SNAKE code.</param>
/// <param name="Detail" example="An id has 1 to 64 characters, without control characters.">One sentence.</param>
public sealed record ProblemError(string Pointer, string Code, string Detail);
