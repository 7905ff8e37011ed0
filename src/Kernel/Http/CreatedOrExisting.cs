using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// What a request made, answered with 201; or, where the same was asked before, what was made then, with 200.
/// </summary>
/// <param name="What">What was made.</param>
/// <param name="IsNew">Whether this request made it.</param>
public sealed record CreatedOrExisting<T>(T What, bool IsNew) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        Results.Json(What, Json.Options, statusCode: IsNew ? 201 : 200).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(201, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(T), ["application/json"]));
    }
}
