namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// A request that the business refuses, by the name of a <see cref="ProblemType"/>. Becomes an RFC 9457 problem in one
/// place (<see cref="ProblemDetailsMiddleware"/>); never caught inside a flow.
/// </summary>
public sealed class ProblemException : Exception
{
    internal ProblemException(ProblemType type, string detail, string? pointer = null, Exception? cause = null)
        : base(detail, cause) => (Type, Status, Pointer) = (type, type.Status, pointer);

    /// <summary>What kind of problem.</summary>
    public ProblemType Type { get; }

    /// <summary>HTTP status: the type's, but for what the server itself refuses before it reads.</summary>
    public int Status { get; internal init; }

    /// <summary>Stable UPPER_SNAKE code.</summary>
    public string Code => Type.Code;

    /// <summary>JSON pointer into the request, or null.</summary>
    public string? Pointer { get; }

    /// <summary>Seconds after which the same request may succeed; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; internal init; }

    /// <summary>Every place that is to blame, where there are several.</summary>
    public IReadOnlyList<ProblemError> Errors { get; internal init; } = [];

    /// <summary>The same refusal, laid to another part of the request.</summary>
    public ProblemException At(string pointer) => new(Type, Message, pointer);
}
