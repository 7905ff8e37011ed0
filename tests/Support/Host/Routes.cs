using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Describing;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Modules;
using Scopes = SocialCommerce.Kernel.Http.Scopes;

namespace SocialCommerce.TestSupport.Host;

/// <summary>An endpoint as the host maps it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Path with parameters in braces.</param>
/// <param name="Scope">The scope a key needs; null for the platform's endpoints.</param>
/// <param name="Allowed">Which callers a write is for; null for reads and for the platform's endpoints.</param>
/// <param name="Example">An example of its body; null where it has none.</param>
public sealed record Route(
    string Method, string Pattern, string? Scope, RequiredCallers? Allowed = null, string? Example = null)
{
    /// <summary>Every endpoint that needs a key, found in the host.</summary>
    public static IReadOnlyList<Route> All { get; } = Find();

    /// <summary>Every scope of an operation.</summary>
    public static IReadOnlyList<string> KnownScopes { get; } =
        [.. new ModuleCatalogue(Modules.All).Scopes.Where(scope => scope != Scopes.All)];

    /// <summary>The roles of which a key's person needs one; null where no person is needed.</summary>
    public IReadOnlyList<string>? Roles => Allowed is { Backends: false } ? Allowed.Roles : null;

    /// <summary>Whether it changes something of a shop.</summary>
    public bool Writes => Scope is not null && Scopes.Changes(Scope);

    /// <summary>Whether a request is one of this route, by its path without the query.</summary>
    public bool Is(string method, string path)
    {
        if (method != Method) return false;
        var (own, other) = (Pattern.Split('/'), path.Split('/'));
        return own.Length == other.Length
            && own.Zip(other).All(step => step.First == step.Second || step.First.StartsWith('{'));
    }

    /// <summary>Whether the path has a parameter.</summary>
    public bool HasId => Pattern.Contains('{');

    private static List<Route> Find()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(TimeProvider.System)
            .AddSingleton(new Db(NpgsqlDataSource.Create("Host=nowhere")));
        builder.AddApi(Modules.All);
        var app = builder.Build();
        app.UseApi(Modules.All);
        return
        [
            .. from source in ((IEndpointRouteBuilder)app).DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               let needs = endpoint.Metadata.GetMetadata<RequiredScope>()
               where needs is not null
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select new Route(
                   method, endpoint.RoutePattern.RawText!, needs.Scope,
                   endpoint.Metadata.GetMetadata<RequiredCallers>(),
                   endpoint.Metadata.GetMetadata<RequestExample>()?.Json),
        ];
    }
}
