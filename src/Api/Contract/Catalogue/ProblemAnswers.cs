using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract.Catalogue;

/// <summary>
/// The problem answers, declared once and referred to by the operations: one for each status, and another one for
/// operations with a body where a body can be refused with the status.
/// </summary>
internal static class ProblemAnswers
{
    /// <summary>The extension that lists codes.</summary>
    public const string Codes = "x-problem-codes";

    private const string OtherStatus = "Problem";
    private const string OfBodies = "B";
    private const int ForOthers = 500;

    private sealed record Known(
        string Meaning, ProblemType Example, string Detail, string? Pointer, ProblemType[] Shared,
        ProblemType[] OfBody);

    private static readonly Dictionary<int, Known> Statuses = new()
    {
        [400] = new(
            "The request is malformed.", CommonProblems.MalformedJson, "There is no such property.", "#/quantitty",
            [CommonProblems.MalformedRequest, AccessProblems.IdempotencyKeyTooLong], [CommonProblems.MalformedJson]),
        [401] = new(
            "The key is missing or unknown.", AccessProblems.KeyUnknown,
            "Send a valid key as 'Authorization: Bearer …'.", null, [AccessProblems.KeyUnknown], []),
        [403] = new(
            "The key lacks the scope, or its person the role.", AccessProblems.ScopeMissing,
            $"This key lacks the scope {Ladder.Scopes.OrdersWrite}.", null,
            [AccessProblems.AddressNotAllowed, AccessProblems.ScopeMissing], []),
        [404] = new(
            "There is no such thing at this shop.", CustomerProblems.CustomerNotFound, "There is no customer 'c-1042'.",
            null, [], []),
        [409] = new(
            "The state of things does not allow it, or the same thing is being done right now.",
            CommonProblems.StillRunning, "The same thing is being done right now.", null, [],
            [CommonProblems.StillRunning]),
        [412] = new(
            "If-Match names a version that is no longer the latest.", CommonProblems.ChangedMeanwhile,
            "If-Match asks for another version; the one in force is \"4\".", null, [CommonProblems.ChangedMeanwhile],
            []),
        [422] = new(
            "The request breaks a rule.", CommonProblems.ValidationFailed, "The request breaks a rule.", "#/customerId",
            [], [CommonProblems.ValueNotStorable, CommonProblems.TextTooLong, CommonProblems.ListTooLong]),
        [429] = new(
            "Too many requests of this key, shop or address; or too many expensive ones of the shop.",
            CommonProblems.RateLimited, "Too many requests (limit 'key'); wait as long as Retry-After says.", null,
            [CommonProblems.RateLimited], []),
        [ForOthers] = new(
            "Any other refusal, or a failure on our side (500, or 503 where the same request may be sent again).",
            CommonProblems.InternalError, "Something went wrong on our side; nothing was changed.", null,
            [CommonProblems.InternalError, CommonProblems.DatabaseUnavailable],
            [CommonProblems.BodyTooLarge, CommonProblems.ContentTypeNotJson]),
    };

    /// <summary>Declares them.</summary>
    public static void Declare(OpenApiDocument document)
    {
        foreach (var (status, known) in Statuses)
        {
            document.AddComponent<IOpenApiResponse>(
                NameOf(status, false), Answer(document, status, known, known.Shared));
            if (known.OfBody.Length > 0)
                document.AddComponent<IOpenApiResponse>(
                    NameOf(status, true), Answer(document, status, known, [.. known.Shared, .. known.OfBody]));
        }
    }

    /// <summary>The declared answer of a status; null where the answer for other statuses stands for it.</summary>
    public static IOpenApiResponse? Of(
        OpenApiDocument document, IReadOnlyList<ProblemType> declared, int status, bool hasBody) =>
        Has(declared, status)
            ? new OpenApiResponseReference(NameOf(status, hasBody), document)
            : null;

    /// <summary>The answer for what has no status of its own in the document.</summary>
    public static IOpenApiResponse Default(OpenApiDocument document, bool hasBody) =>
        new OpenApiResponseReference(NameOf(ForOthers, hasBody), document);

    /// <summary>The problems whose codes stand on the answers that an operation refers to.</summary>
    public static IEnumerable<ProblemType> Shared(IReadOnlyList<ProblemType> declared, bool hasBody) =>
        Statuses.Where(status => status.Key == ForOthers || Has(declared, status.Key))
            .SelectMany(status => hasBody ? [.. status.Value.Shared, .. status.Value.OfBody] : status.Value.Shared);

    /// <summary>Whether the answer of a status lists nothing that the operation does not answer.</summary>
    private static bool Has(IReadOnlyList<ProblemType> declared, int status) => status != ForOthers
        && declared.Any(type => type.Status == status)
        && Statuses.TryGetValue(status, out var known) && known.Shared.All(declared.Contains);

    private static string NameOf(int status, bool hasBody)
    {
        // Short, because the operations refer to them more often than to all else.
        var name = status == ForOthers ? OtherStatus : $"E{status}";
        return hasBody && Statuses[status].OfBody.Length > 0 ? name + OfBodies : name;
    }

    private static OpenApiResponse Answer(
        OpenApiDocument document, int status, Known known, IReadOnlyList<ProblemType> shared)
    {
        var answer = new OpenApiResponse
        {
            Description = known.Meaning,
            Headers = HeadersOf(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemDetailsMiddleware.MediaType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(Problem), document),
                    Example = Example(known),
                },
            },
        };
        JsonNode[] codes = [.. shared.Select(type => JsonValue.Create(type.Code))];
        if (codes.Length > 0) answer.AddExtension(Codes, new JsonNodeExtension(new JsonArray(codes)));
        return answer;
    }

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(int status) => status switch
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
        409 or ForOthers => One("Retry-After", Headers.RetryAfter),
        _ => null,
    };

    private static Dictionary<string, IOpenApiHeader> One(string name, IOpenApiHeader header) =>
        new() { [name] = header };

    private static JsonObject Example(Known known)
    {
        var (type, detail) = (known.Example, known.Detail);
        return new JsonObject
        {
            ["type"] = type.Uri,
            ["title"] = type.Title,
            ["status"] = type.Status,
            ["detail"] = detail,
            ["code"] = type.Code,
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
            ["errors"] = known.Pointer is null ? [] : new JsonArray(new JsonObject
            {
                ["pointer"] = known.Pointer,
                ["code"] = type == CommonProblems.ValidationFailed ? "ID_INVALID" : type.Code,
                ["detail"] = type == CommonProblems.ValidationFailed
                    ? "An id has 1 to 64 characters, without control characters."
                    : detail,
            }),
        };
    }
}
