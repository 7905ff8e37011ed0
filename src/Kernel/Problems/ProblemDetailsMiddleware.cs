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
                throw new ProblemException(
                    400, "MALFORMED_REQUEST", "Send Content-Length or Transfer-Encoding, not both.");
            if (context.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
                throw new ProblemException(400, "MALFORMED_REQUEST", "The address holds a character 0.");
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
        ValidationFailedException => new ProblemException(422, "VALIDATION_FAILED", error.Message),
        BadHttpRequestException { InnerException: OutOfBoundsException over } => ProblemException.Invalid(
            over.Code, over.Message, $"{Pointer(over.Path)}/{over.Property}"),
        BadHttpRequestException { InnerException: JsonException json } =>
            new ProblemException(400, "MALFORMED_JSON", Sentence(json), Pointer(json.Path) + Missing(json)),
        BadHttpRequestException bad when Unbound().Match(bad.Message) is { Success: true } match =>
            new ProblemException(
            400, "MALFORMED_REQUEST", "The value in the address is of another type.", $"?{match.Groups[1].Value}"),
        BadHttpRequestException bad => new ProblemException(bad.StatusCode, Code(bad.StatusCode), bad.StatusCode switch
        {
            400 => "The body is missing, or a value in the address is of another type.",
            var status => $"{ReasonPhrases.GetReasonPhrase(status)}.",
        }),
        LockTimeoutException or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            new ProblemException(
                409, "STILL_RUNNING", "The same thing is being done right now.")
            { RetryAfterSeconds = 1 },
        PostgresException { SqlState: ['2', '2', ..] } =>
            ProblemException.Invalid("VALUE_NOT_STORABLE", "The request holds a text or number that cannot be stored."),
        PostgresException { SqlState: ['2', '3', ..] }
            or PostgresException { IsTransient: false, SqlState: ['4', '2', ..] } =>
            new ProblemException(500, "INTERNAL_ERROR", "Something went wrong on our side; nothing was changed."),
        NpgsqlException or TimeoutException => new ProblemException(
            503, "DATABASE_UNAVAILABLE", "The database does not answer; the same request may be sent again.")
        { RetryAfterSeconds = 1 },
        _ => new ProblemException(500, "INTERNAL_ERROR", "Something went wrong on our side; nothing was changed."),
    };

    private static ProblemException Bare(int status) =>
        new(status, Code(status), $"{ReasonPhrases.GetReasonPhrase(status)}.");

    private async Task Answer(
        HttpContext context, ProblemException refused, IReadOnlyList<ProblemError>? found, Exception? error)
    {
        log.Write(context, refused, error);
        var errors = found ?? refused.Errors;
        if (refused.Pointer is { } pointer)
            errors = [.. errors, new ProblemError(pointer, refused.Code, refused.Message)];
        var problem = new Problem(
            $"https://socialcommerce.example/problems/{refused.Code.ToLowerInvariant().Replace('_', '-')}",
            ReasonPhrases.GetReasonPhrase(refused.Status), refused.Status, refused.Message, refused.Code,
            RefusedRequestLog.TraceId(context), [.. errors.Take(MaxErrors)],
            errors.Count > MaxErrors ? errors.Count : null);
        context.Response.StatusCode = refused.Status;
        if (refused.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(problem, Json.Options, MediaType, CancellationToken.None);
    }

    private static string Code(int status) => status switch
    {
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        413 => "BODY_TOO_LARGE",
        429 => "RATE_LIMITED",
        415 => "CONTENT_TYPE_NOT_JSON",
        _ => "MALFORMED_REQUEST",
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
