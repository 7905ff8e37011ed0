using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// The one place where exceptions become problem answers. Each refusal is one line in the log, and each failure one
/// with its cause; both carry the trace id that the answer quotes.
/// </summary>
public sealed partial class ProblemDetailsMiddleware(RequestDelegate next, RefusedRequestLog log)
{
    /// <summary>Media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Most places that an answer names.</summary>
    public const int MaxErrors = 100;

    private const string Including = "including: ";

    /// <summary>Runs the request and answers what went wrong.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (HasTwoLengths(context.Request.Headers))
                throw CommonProblems.MalformedRequest.Because("Send Content-Length or Transfer-Encoding, not both.");
            if (context.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
                throw CommonProblems.MalformedRequest.Because("The address holds a character 0.");
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await Answer(context, Bare(context.Response.StatusCode), null, null);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await Answer(context, Translate(error), (error as ValidationFailedException)?.Errors, error);
        }
    }

    /// <summary>
    /// Whether a proxy and this server may see two different ends of the body. Kestrel reads by the second header and
    /// gives the first one another name.
    /// </summary>
    private static bool HasTwoLengths(IHeaderDictionary headers) => headers.TransferEncoding.Count > 0
        && (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"));

    private static ProblemException Translate(Exception error) => error switch
    {
        ProblemException refused => refused,
        ValidationFailedException => CommonProblems.ValidationFailed.Because(error.Message),
        BadHttpRequestException { InnerException: OutOfBoundsException over } => over.Type.Because(
            over.Message, $"{Pointer(over.Path)}/{over.Property}"),
        BadHttpRequestException { InnerException: JsonException json } =>
            CommonProblems.MalformedJson.Because(Sentence(json), Pointer(json.Path) + Missing(json)),
        BadHttpRequestException bad when Unbound().Match(bad.Message) is { Success: true } match =>
            CommonProblems.MalformedRequest.Because(
                "The value in the address is of another type.", $"?{match.Groups[1].Value}"),
        BadHttpRequestException { StatusCode: 400 } => CommonProblems.MalformedRequest.Because(
            "The body is missing, or a value in the address is of another type."),
        BadHttpRequestException bad => Bare(bad.StatusCode),
        LockTimeoutException or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            CommonProblems.StillRunning.Because("The same thing is being done right now.", retryAfterSeconds: 1),
        PostgresException { SqlState: ['2', '2', ..] } =>
            CommonProblems.ValueNotStorable.Because("The request holds a text or number that cannot be stored."),
        PostgresException { SqlState: ['2', '3', ..] }
            or PostgresException { IsTransient: false, SqlState: ['4', '2', ..] } =>
            CommonProblems.InternalError.Because("Something went wrong on our side; nothing was changed."),
        NpgsqlException or TimeoutException => CommonProblems.DatabaseUnavailable.Because(
            "The database does not answer; the same request may be sent again.", retryAfterSeconds: 1),
        _ => CommonProblems.InternalError.Because("Something went wrong on our side; nothing was changed."),
    };

    private static ProblemException Bare(int status) =>
        new(TypeOf(status), $"{ReasonPhrases.GetReasonPhrase(status)}.") { Status = status };

    private async Task Answer(
        HttpContext context, ProblemException refused, IReadOnlyList<ProblemError>? found, Exception? error)
    {
        log.Write(context, refused, error);
        var errors = found ?? refused.Errors;
        if (refused.Pointer is { } pointer)
            errors = [.. errors, new ProblemError(pointer, refused.Code, refused.Message)];
        var problem = new Problem(
            refused.Type.Uri, refused.Type.Title, refused.Status, refused.Message, refused.Code,
            RefusedRequestLog.TraceId(context), [.. errors.Take(MaxErrors)],
            errors.Count > MaxErrors ? errors.Count : null);
        context.Response.StatusCode = refused.Status;
        if (refused.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(problem, Json.Options, MediaType, CancellationToken.None);
    }

    private static ProblemType TypeOf(int status) => status switch
    {
        404 => CommonProblems.NotFound,
        405 => CommonProblems.MethodNotAllowed,
        413 => CommonProblems.BodyTooLarge,
        429 => CommonProblems.RateLimited,
        415 => CommonProblems.ContentTypeNotJson,
        _ => CommonProblems.MalformedRequest,
    };

    /// <summary>System.Text.Json's sentence without our type names and without the position that it appends.</summary>
    private static string Sentence(JsonException error) => error.Message.Split(" Path: ")[0] switch
    {
        var text when text.StartsWith("Duplicate property", StringComparison.Ordinal) =>
            "The property occurs twice.",
        var text when text.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such property.",
        var text when text.Contains("could not be converted", StringComparison.Ordinal) =>
            "The value is of another type, or out of range.",
        var text when text.Split(Including) is [_, var names] => $"Missing: {names}",
        var text when text.Contains("SocialCommerce", StringComparison.Ordinal) =>
            "A value is required here; null is not allowed.",
        var text => text,
    };

    /// <summary>The first of the properties that are missing, as a step of a pointer.</summary>
    private static string Missing(JsonException error) =>
        error.Message.Split(Including) is [_, var names] ? $"/{names.Split('\'')[1]}" : "";

    /// <summary><c>$.lines[0].quantity</c> as a JSON pointer, <c>#/lines/0/quantity</c>.</summary>
    internal static string Pointer(string? path) =>
        "#" + Step().Replace((path ?? "$")[1..], match => $"/{match.Groups[1].Value}{match.Groups[2].Value}");

    [GeneratedRegex(@"\.([^.\[]+)|\[(?:'?)([^\]']+)(?:'?)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"^Failed to bind parameter ""[^""]* (\w+)""")]
    private static partial Regex Unbound();
}
