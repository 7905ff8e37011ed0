using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace SocialCommerce.Kernel.Settings;

/// <summary>
/// A version of a setting. As an answer it is its content, with the version as <c>ETag</c>; a GET answers 304 to
/// a caller that has it, and a change may answer 412.
/// </summary>
/// <param name="Version">1, 2, …; 0 until the shop sets something.</param>
/// <param name="Content">What is set.</param>
/// <param name="RecordedAt">When it came into force, by the shop's clock.</param>
public sealed record Versioned<T>(int Version, T Content, DateTimeOffset RecordedAt = default)
    : IResult, IEndpointMetadataProvider where T : class?
{
    /// <summary>The same version as the API shows it.</summary>
    public Versioned<TShown> As<TShown>(Func<T, TShown> show) where TShown : class =>
        new(Version, show(Content), RecordedAt);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = EntityTag.Of(Version);
        if (HttpMethods.IsGet(httpContext.Request.Method))
            return EntityTag.Answer(httpContext, tag, Content).ExecuteAsync(httpContext);
        httpContext.Response.Headers.ETag = tag;
        return TypedResults.Ok(Content).ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var reads = builder.Metadata.OfType<IHttpMethodMetadata>().Any(one => one.HttpMethods.Contains("GET"));
        builder.Metadata.Add(new AnswerHeader(HeaderNames.ETag));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(T), ["application/json"]));
        builder.Metadata.Add(reads
            ? new ProducesResponseTypeMetadata(304, typeof(void))
            : new DeclaredProblems([CommonProblems.ChangedMeanwhile]));
    }
}
