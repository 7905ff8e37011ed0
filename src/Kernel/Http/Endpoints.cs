using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SocialCommerce.Kernel.Http;

/// <summary>How a slice tells what its endpoint is called, who may call it and how it may refuse.</summary>
public static class Endpoints
{
    /// <summary>Names an endpoint: operation id, tag and one-line summary.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string operationId, string tag, string summary) =>
        route.WithName(operationId).WithTags(tag).WithSummary(summary);

    /// <summary>Callable with a shop's key that has the scope.</summary>
    public static RouteHandlerBuilder Scope(this RouteHandlerBuilder route, string scope) =>
        route.WithMetadata(new Needs(scope)).Refuses(400, 401, 403, 429, 503);

    /// <summary>Callable with the key of a person who holds one of the roles; of any, where none is named.</summary>
    public static RouteHandlerBuilder ForPersons(this RouteHandlerBuilder route, params string[] roles) =>
        route.WithMetadata(new AllowedCallers(roles, Backends: false));

    /// <summary>
    /// Callable with a backend's key, and with that of a person who holds one of the roles; of none, where none is
    /// named.
    /// </summary>
    public static RouteHandlerBuilder ForBackends(this RouteHandlerBuilder route, params string[] roles) =>
        route.WithMetadata(new AllowedCallers(roles, Backends: true));

    /// <summary>Runs one at a time for each shop, and a few at a time on an instance.</summary>
    public static RouteHandlerBuilder Expensive(this RouteHandlerBuilder route) =>
        route.WithMetadata(new Expensive());

    /// <summary>Answers a repeated request by its <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder Repeatable(this RouteHandlerBuilder route) =>
        route.WithMetadata(new Repeatable(ByKey: true));

    /// <summary>Answers a repeated request by what it is about; an <c>Idempotency-Key</c> is not needed.</summary>
    public static RouteHandlerBuilder RepeatableByItself(this RouteHandlerBuilder route) =>
        route.WithMetadata(new Repeatable(ByKey: false));

    /// <summary>Callable with the platform's key only.</summary>
    public static RouteHandlerBuilder ForPlatform(this RouteHandlerBuilder route) =>
        route.WithMetadata(new Needs(null)).Refuses(400, 401, 429, 503);

    /// <summary>Documents the problem answers of an endpoint.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.Produces<Problem>(status, Problems.MediaType);
        return route;
    }
}

/// <summary>How a slice tells that it answers a file of comma-separated values.</summary>
public static class CsvEndpoints
{
    /// <summary>Documents the file of an endpoint that answers a <see cref="CsvFile"/>.</summary>
    public static RouteHandlerBuilder AnswersCsv(this RouteHandlerBuilder route) =>
        route.Produces<string>(StatusCodes.Status200OK, MediaTypes.Csv);
}

/// <summary>Answers that are not JSON: for people and their spreadsheets.</summary>
public static class MediaTypes
{
    /// <summary>Comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>A page to read and to print.</summary>
    public const string Html = "text/html";

    /// <summary>JSON values, one a line.</summary>
    public const string JsonLines = "application/x-ndjson";
}

/// <summary>A module as the host sees it: its routes. Its migrations and handlers are found in its assembly.</summary>
/// <param name="Assembly">Where the slices and the migrations are.</param>
/// <param name="Role">Database role that is granted the module's tables and Kernel's, and no others.</param>
/// <param name="Map">Adds the module's endpoints.</param>
public sealed record Module(
    System.Reflection.Assembly Assembly, string Role, Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> Map)
{
    /// <summary>How the documents of the movements are found that the module books.</summary>
    public IReadOnlyList<DocumentSource> Documents { get; init; } = [];
}
