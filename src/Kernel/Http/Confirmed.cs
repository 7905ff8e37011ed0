using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// What a decision has become, answered with 200; or the decision as it waits for a second person, with 202.
/// </summary>
/// <param name="What">What it has become; null while it waits.</param>
/// <param name="Waits">The decision that waits; null once it has taken effect.</param>
public sealed record Confirmed<T>(T? What, PreparedDecision? Waits = null) : IResult, IEndpointMetadataProvider
    where T : class
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Waits is null
        ? Results.Json(What, Json.Options, statusCode: 200).ExecuteAsync(httpContext)
        : Results.Json(Waits, Json.Options, statusCode: 202).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(202, typeof(PreparedDecision), ["application/json"]));
    }
}
