using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>The problem answers, declared once and referred to by the operations.</summary>
internal static class ProblemAnswers
{
    /// <summary>Name of the answer for what no status foresees.</summary>
    public const string Default = "Problem";

    private static readonly Dictionary<int, (string Meaning, string Code, string Detail, string? Pointer)> Known = new()
    {
        [400] = ("The request is malformed.", "MALFORMED_JSON", "There is no such property.", "#/quantitty"),
        [401] = (
            "The key is missing or unknown.", "KEY_UNKNOWN", "Send a valid key as 'Authorization: Bearer …'.", null),
        [403] = ("The key lacks the scope, or its person the role.", "SCOPE_MISSING",
            "This key lacks the scope orders:write.", null),
        [404] = ("There is no such thing at this shop.", "CUSTOMER_NOT_FOUND", "There is no customer 'c-1042'.", null),
        [409] = ("The state of things does not allow it, or the same thing is being done right now.", "STILL_RUNNING",
            "The same thing is being done right now.", null),
        [412] = ("If-Match names a version that is no longer the latest.", "VERSION_CHANGED",
            "It was changed in the meantime.", null),
        [422] = ("The request breaks a rule.", "VALIDATION_FAILED", "The request breaks a rule.", "#/customerId"),
        [429] = ("Too many requests of this key, shop or address; or too many expensive ones of the shop.",
            "RATE_LIMITED", "Too many requests (limit 'key'); wait as long as Retry-After says.", null),
        [503] = ("The database does not answer; nothing was changed.", "DATABASE_UNAVAILABLE",
            "The database does not answer; the same request may be sent again.", null),
    };

    /// <summary>Declares them.</summary>
    public static void Declare(OpenApiDocument document)
    {
        foreach (var (status, problem) in Known)
            document.AddComponent<IOpenApiResponse>(NameOf(status), Answer(document, status, problem));
        document.AddComponent<IOpenApiResponse>(Default, Answer(document, 500, (
            "Any other refusal, or a failure on our side.", "INTERNAL_ERROR",
            "Something went wrong on our side; nothing was changed.", null)));
    }

    /// <summary>The declared answer of a status.</summary>
    public static IOpenApiResponse Of(OpenApiDocument document, int status) => Known.ContainsKey(status)
        ? new OpenApiResponseReference(NameOf(status), document)
        : throw new InvalidOperationException($"Describe the problem answer {status}.");

    // Short, because the operations refer to them more often than to all else.
    private static string NameOf(int status) => $"E{status}";

    private static OpenApiResponse Answer(
        OpenApiDocument document, int status,
        (string Meaning, string Code, string Detail, string? Pointer) problem) => new()
        {
            Description = problem.Meaning,
            Headers = status switch
            {
                401 => One("WWW-Authenticate", Headers.Text("How to authenticate.", "Bearer")),
                429 => new()
                {
                    ["Retry-After"] = Headers.RetryAfter,
                    [RateLimits.Header] = Headers.Text(
                        "What is left (r) and in how many seconds there will be more (t).", "\"key\";r=0;t=1"),
                    [RateLimits.PolicyHeader] = Headers.Text(
                        "The limit: so many requests (q) in a window of so many seconds (w).", "\"key\";q=100;w=1"),
                },
                409 or 503 => One("Retry-After", Headers.RetryAfter),
                _ => null,
            },
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemDetailsMiddleware.MediaType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(Problem), document),
                    Example = Example(status, problem.Code, problem.Detail, problem.Pointer),
                },
            },
        };

    private static Dictionary<string, IOpenApiHeader> One(string name, IOpenApiHeader header) =>
        new() { [name] = header };

    private static JsonObject Example(int status, string code, string detail, string? pointer) => new()
    {
        ["type"] = $"https://socialcommerce.example/problems/{code.ToLowerInvariant().Replace('_', '-')}",
        ["title"] = ReasonPhrases.GetReasonPhrase(status),
        ["status"] = status,
        ["detail"] = detail,
        ["code"] = code,
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["errors"] = pointer is null ? [] : new JsonArray(new JsonObject
        {
            ["pointer"] = pointer,
            ["code"] = code == "VALIDATION_FAILED" ? "ID_INVALID" : code,
            ["detail"] = code == "VALIDATION_FAILED"
                ? "An id has 1 to 64 characters, without control characters."
                : detail,
        }),
    };
}
