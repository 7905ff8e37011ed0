namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// A request that the business refuses. Becomes an RFC 9457 problem in one place
/// (<see cref="ProblemDetailsMiddleware"/>); never
/// caught inside a flow.
/// </summary>
/// <param name="status">HTTP status: 404, 409, 422, …</param>
/// <param name="code">Stable UPPER_SNAKE code that clients may branch on.</param>
/// <param name="detail">One sentence for the person who reads it.</param>
/// <param name="pointer">
/// JSON pointer into the request, such as <c>#/lines/0/quantity</c>, where one is to blame.
/// </param>
/// <param name="cause">What went wrong, for the log; no caller sees it.</param>
public sealed class ProblemException(
    int status, string code, string detail, string? pointer = null, Exception? cause = null)
    : Exception(detail, cause)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>Stable UPPER_SNAKE code.</summary>
    public string Code => code;

    /// <summary>JSON pointer into the request, or null.</summary>
    public string? Pointer => pointer;

    /// <summary>Seconds after which the same request may succeed; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Every place that is to blame, where there are several.</summary>
    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    /// <summary>404: no such thing at this shop.</summary>
    public static ProblemException NotFound(string what, string id) =>
        new(404, $"{what.ToUpperInvariant().Replace(' ', '_')}_NOT_FOUND", $"There is no {what} '{id}'.");

    /// <summary>409: the state of things does not allow it.</summary>
    public static ProblemException Conflict(string code, string detail, string? pointer = null) =>
        new(409, code, detail, pointer);

    /// <summary>422: understood, but against a rule.</summary>
    public static ProblemException Invalid(string code, string detail, string? pointer = null) =>
        new(422, code, detail, pointer);
}
