namespace SocialCommerce.Kernel.Problems;

/// <summary>A problem answer (RFC 9457).</summary>
/// <param name="Type" example="/problems/validation-failed">
/// Names the kind of problem: the path of a page of this server.
/// </param>
/// <param name="Title" example="The request breaks a rule.">What is wrong, without the case at hand.</param>
/// <param name="Status" example="422">HTTP status.</param>
/// <param name="Detail" example="The request breaks a rule.">One sentence about this case.</param>
/// <param name="Code" example="VALIDATION_FAILED">Stable UPPER_SNAKE code.</param>
/// <param name="TraceId" example="4bf92f3577b34da6a3ce929d0e0e4736">Quote it when you ask for help.</param>
/// <param name="Errors">What in the request is to blame: the first 100 places.</param>
/// <param name="ErrorCount">How many places are to blame, where they are more than <c>errors</c> shows.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, string? TraceId,
    IReadOnlyList<ProblemError> Errors, int? ErrorCount = null);
