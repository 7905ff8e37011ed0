namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// A kind of problem. It is declared once, in the <c>…Problems</c> class of its capability, thrown by name, and
/// declared by each operation that may answer it (<see cref="EndpointMetadata.Problems"/>).
/// </summary>
public sealed class ProblemType
{
    /// <summary>Where the pages of the problem types are.</summary>
    public const string Path = "/problems/";

    private const string Absent = "_NOT_FOUND";

    private ProblemType(int status, string code, string title, string remedy)
    {
        (Status, Code, Title, Remedy) = (status, code, title, remedy);
        Slug = code.ToLowerInvariant().Replace('_', '-');
        Uri = Path + Slug;
    }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Stable UPPER_SNAKE code that clients may branch on; unique.</summary>
    public string Code { get; }

    /// <summary>What is wrong, without the case at hand.</summary>
    public string Title { get; }

    /// <summary>What the caller can do.</summary>
    public string Remedy { get; }

    /// <summary>The code as a step of a path.</summary>
    public string Slug { get; }

    /// <summary>The <c>type</c> of a problem answer: a page of this server.</summary>
    public string Uri { get; }

    /// <summary>A kind of problem with a status that has no name here.</summary>
    public static ProblemType Of(int status, string code, string title, string remedy) =>
        new(status, code, title, remedy);

    /// <summary>400: the request cannot be read.</summary>
    public static ProblemType Malformed(string code, string title, string remedy) => new(400, code, title, remedy);

    /// <summary>401: the caller is not known.</summary>
    public static ProblemType Unauthorized(string code, string title, string remedy) => new(401, code, title, remedy);

    /// <summary>403: the caller is known, and may not.</summary>
    public static ProblemType Forbidden(string code, string title, string remedy) => new(403, code, title, remedy);

    /// <summary>404: no such thing at this shop. The code ends in <c>_NOT_FOUND</c>.</summary>
    public static ProblemType NotFound(string code, string title, string remedy) => new(404, code, title, remedy);

    /// <summary>409: the state of things does not allow it.</summary>
    public static ProblemType Conflict(string code, string title, string remedy) => new(409, code, title, remedy);

    /// <summary>422: understood, but against a rule.</summary>
    public static ProblemType Invalid(string code, string title, string remedy) => new(422, code, title, remedy);

    /// <summary>429: too much at once.</summary>
    public static ProblemType TooMany(string code, string title, string remedy) => new(429, code, title, remedy);

    /// <summary>503: this server cannot answer now.</summary>
    public static ProblemType Unavailable(string code, string title, string remedy) => new(503, code, title, remedy);

    /// <summary>The refusal of a request.</summary>
    /// <param name="detail">One sentence about this case.</param>
    /// <param name="pointer">
    /// JSON pointer into the request, such as <c>#/lines/0/quantity</c>, where one is to blame.
    /// </param>
    /// <param name="retryAfterSeconds">Seconds after which the same request may succeed.</param>
    /// <param name="errors">Every place that is to blame, where there are several.</param>
    /// <param name="cause">What went wrong, for the log; no caller sees it.</param>
    public ProblemException Because(
        string detail, string? pointer = null, int? retryAfterSeconds = null,
        IReadOnlyList<ProblemError>? errors = null, Exception? cause = null) =>
        new(this, detail, pointer, cause) { RetryAfterSeconds = retryAfterSeconds, Errors = errors ?? [] };

    /// <summary>The refusal of an id that names nothing; the noun is the code's.</summary>
    public ProblemException For(string id) =>
        new(this, $"There is no {Code.Replace(Absent, "").ToLowerInvariant().Replace('_', ' ')} '{id}'.");
}
