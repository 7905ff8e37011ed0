using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// One structured line for each refused or failed request: refusals at Information, failures (5xx) at Error with their
/// cause. A line names the route and not the path, because a merchant's ids may be phone numbers; it never holds a key,
/// a body, or a problem's detail. Refusals and wrong keys are also counted (meter <see cref="MeterName"/>).
/// </summary>
public sealed partial class RefusedRequestLog
{
    /// <summary>
    /// The meter, of <c>socialcommerce.requests.refused</c> and <c>socialcommerce.authentication.failures</c>.
    /// </summary>
    public const string MeterName = "SocialCommerce.Http";

    private readonly ILogger<RefusedRequestLog> _log;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failedKeys;

    /// <summary>Counts on a meter of the host.</summary>
    public RefusedRequestLog(ILogger<RefusedRequestLog> log, IMeterFactory meters)
    {
        _log = log;
        var meter = meters.Create(MeterName);
        _refused = meter.CreateCounter<long>(
            "socialcommerce.requests.refused", "{request}", "Requests answered with a problem, by status and code.");
        _failedKeys = meter.CreateCounter<long>(
            "socialcommerce.authentication.failures", "{request}", "Requests without a valid key.");
    }

    /// <summary>The id that a problem answer quotes.</summary>
    public static string TraceId(HttpContext context) =>
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>Writes and counts one refusal, or one failure with its cause.</summary>
    public void Write(HttpContext context, ProblemException refused, Exception? cause)
    {
        _refused.Add(
            1, new KeyValuePair<string, object?>("status", refused.Status),
            new KeyValuePair<string, object?>("code", refused.Code));
        if (refused.Status == StatusCodes.Status401Unauthorized) _failedKeys.Add(1);
        var caller = context.RequestServices.GetService(typeof(Caller)) as Caller;
        var line = new Line(
            context.Request.Method, Route(context), refused.Status, refused.Code, TraceId(context),
            caller?.Known?.PublicId, caller?.KeyId is { } key ? PublicId.Of(CreateApiKey.Prefix, key) : null,
            caller?.Person?.OperatorId);
        if (refused.Status >= StatusCodes.Status500InternalServerError) Failed(_log, cause, line);
        else Refused(_log, line);
    }

    private static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static void Refused(ILogger log, Line line) => WriteRefused(
        log, line.Method, line.Route, line.Status, line.Code, line.TraceId, line.Shop, line.Key, line.Person);

    private static void Failed(ILogger log, Exception? cause, Line line) => WriteFailed(
        log, cause, line.Method, line.Route, line.Status, line.Code, line.TraceId, line.Shop, line.Key, line.Person);

    private sealed record Line(
        string Method, string Route, int Status, string Code, string TraceId, string? Shop, string? Key,
        string? Person);

    [LoggerMessage(EventId = 1, EventName = "RequestRefused", Level = LogLevel.Information,
        Message = "{Method} {Route} refused: {Status} {Code}, trace {TraceId}, shop {Shop}, key {Key}, by {Person}")]
    private static partial void WriteRefused(
        ILogger logger, string method, string route, int status, string code, string traceId, string? shop,
        string? key, string? person);

    [LoggerMessage(EventId = 2, EventName = "RequestFailed", Level = LogLevel.Error,
        Message = "{Method} {Route} failed: {Status} {Code}, trace {TraceId}, shop {Shop}, key {Key}, by {Person}")]
    private static partial void WriteFailed(
        ILogger logger, Exception? cause, string method, string route, int status, string code, string traceId,
        string? shop, string? key, string? person);
}
