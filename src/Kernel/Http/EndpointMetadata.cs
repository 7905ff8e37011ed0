using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;

namespace SocialCommerce.Kernel.Http;

/// <summary>How a slice tells what its endpoint is called, who may call it and how it may refuse.</summary>
public static class EndpointMetadata
{
    /// <summary>
    /// Names an endpoint: operation id, tag, one-line summary, and what it does, when to use it and what it refuses.
    /// Without a description the slice's own summary stands in, which is for slices of one endpoint.
    /// </summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string operationId, string tag, string summary, string? description = null)
    {
        route.WithName(operationId).WithTags(tag).WithSummary(summary);
        return description is null ? route : route.WithDescription(description);
    }

    /// <summary>
    /// Shows a body in the document. It is one that the API takes; the examples of all endpoints tell one story.
    /// </summary>
    public static RouteHandlerBuilder Example(
        this RouteHandlerBuilder route, [StringSyntax(StringSyntaxAttribute.Json)] string json) =>
        route.WithMetadata(new RequestExample(json));

    /// <summary>Answers with the version as an <c>ETag</c>.</summary>
    public static RouteHandlerBuilder Tagged(this RouteHandlerBuilder route) =>
        route.WithMetadata(new AnswerHeader(HeaderNames.ETag));

    /// <summary>Answers 201 or 202 with a <c>Location</c>.</summary>
    public static RouteHandlerBuilder Located(this RouteHandlerBuilder route) =>
        route.WithMetadata(new AnswerHeader(HeaderNames.Location));

    /// <summary>Callable with a shop's key that has the scope.</summary>
    public static RouteHandlerBuilder Scope(this RouteHandlerBuilder route, string scope) =>
        route.WithMetadata(new RequiredScope(scope))
            .Produces<Problem>(StatusCodes.Status400BadRequest, ProblemDetailsMiddleware.MediaType);

    /// <summary>Callable with the key of a person who holds one of the roles; of any, where none is named.</summary>
    public static RouteHandlerBuilder ForPersons(this RouteHandlerBuilder route, params string[] roles) =>
        route.WithMetadata(new RequiredCallers(roles, Backends: false));

    /// <summary>
    /// Callable with a backend's key, and with that of a person who holds one of the roles; of none, where none is
    /// named.
    /// </summary>
    public static RouteHandlerBuilder ForBackends(this RouteHandlerBuilder route, params string[] roles) =>
        route.WithMetadata(new RequiredCallers(roles, Backends: true));

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
        route.WithMetadata(new RequiredScope(null));

    /// <summary>
    /// Declares the problems that the endpoint may answer, beside those that follow from its other metadata
    /// (<see cref="DeclaredProblems"/>).
    /// </summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder route, params ProblemType[] types) =>
        route.WithMetadata(new DeclaredProblems(types));
}
