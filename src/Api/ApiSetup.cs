using SocialCommerce.Api.Contract;
using SocialCommerce.Flows;

namespace SocialCommerce.Api;

/// <summary>The web host: services, and the pipeline in the order in which a request passes it.</summary>
public static class ApiSetup
{
    private const string LogTime = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Registers Kernel, the modules and the flows.</summary>
    public static void AddApi(this WebApplicationBuilder builder, IReadOnlyCollection<Module> modules)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Why it does not start is told once, in a sentence; a background task that ends the host is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (builder.Environment.IsProduction())
            builder.Logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, LogTime));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Bounds.Body;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        RefuseMediaTypesLast(builder.Services);
        builder.Services.ConfigureHttpJsonOptions(options => Bounds.Apply(Json.Configure(options.SerializerOptions)));
        builder.Services.AddFlows();
        builder.Services.AddSingleton<Health.Opening>().AddSingleton<Health.WriteProbe>();
        ContractDocument.Add(builder.Services, modules);
        builder.Services.AddKernel(modules, typeof(FlowsModule).Assembly);
    }

    /// <summary>
    /// Problems outermost; then what an address may send, the key, and what its caller may send; only then is a body
    /// read, for its replays and its endpoint.
    /// </summary>
    public static void UseApi(this WebApplication app, IEnumerable<Module> modules)
    {
        Proxies.Trust(app);
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<ProblemDetailsMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AddressLimitMiddleware>();
        app.UseMiddleware<PathParameterMiddleware>();
        app.UseMiddleware<ApiKeyMiddleware>();
        app.UseMiddleware<CallerLimitMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        foreach (var module in modules) module.Map(app);
        FlowsModule.Map(app);
        Health.Map(app);
        ProblemPages.Map(app);
        ContractDocument.Map(app);
    }

    /// <summary>
    /// Routing answers another content type by itself, before a key is asked for. Without its policy the request meets
    /// its endpoint, which refuses the content type when it reads the body.
    /// </summary>
    private static void RefuseMediaTypesLast(IServiceCollection services) => services.Remove(services.Single(
        service => service is { ServiceType: var type, ImplementationType.Name: "AcceptsMatcherPolicy" }
            && type == typeof(MatcherPolicy)));
}
