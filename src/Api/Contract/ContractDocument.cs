using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace SocialCommerce.Api.Contract;

/// <summary>The OpenAPI document of the running code, as 3.1 and as 3.0.</summary>
public sealed class ContractDocument(IServiceProvider services)
{
    /// <summary>
    /// Setting: what is served of the document. <c>ui</c> the page and the document, <c>document</c> the document
    /// alone, <c>none</c> neither; absent: <c>ui</c> in development, else <c>document</c>.
    /// </summary>
    public const string Setting = "SOCIALCOMMERCE_API_DOCUMENT";

    private const string Ui = "ui";
    private const string Document = "document";
    private const string None = "none";
    private const string Name = "v1";
    private const string MediaType = "application/json; charset=utf-8";
    private const string Pages = "/swagger";

    // The one page with scripts; all of them are files of this host.
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private readonly Lazy<Task<string>> _latest = new(() => Write(services, OpenApiSpecVersion.OpenApi3_1));
    private readonly Lazy<Task<string>> _older = new(() => Write(services, OpenApiSpecVersion.OpenApi3_0));

    /// <summary>The document as OpenAPI 3.1.</summary>
    public Task<string> Latest => _latest.Value;

    /// <summary>The document as OpenAPI 3.0, for generators that trip over 3.1.</summary>
    public Task<string> Older => _older.Value;

    /// <summary>Registers what generates the document.</summary>
    internal static void Add(IServiceCollection services, IEnumerable<Module> modules)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ContractDocument>().AddSingleton<Documentation>().AddSingleton<RequestBounds>()
            .AddSingleton(new Vocabulary(modules.SelectMany(module => module.Terms)));
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(Json.Options));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name, DocumentIntroduction.Info);
            options.CustomSchemaIds(SchemaNames.Of);
            options.SupportNonNullableReferenceTypes();
            options.DocumentFilter<OpenApiDocumentFilter>();
        });
    }

    /// <summary>Serves the document and a page to try it on, as far as the setting has it.</summary>
    internal static void Map(WebApplication app)
    {
        var served = app.Configuration[Setting] is { Length: > 0 } given
            ? given
            : app.Environment.IsDevelopment() ? Ui : Document;
        if (served is not (Ui or Document or None))
            throw new InvalidOperationException($"Set {Setting} to {Ui}, {Document} or {None}.");
        if (served == None) return;
        app.MapGet("/swagger/v1/swagger.json", async (ContractDocument contract) =>
            Results.Text(await contract.Latest, MediaType)).ExcludeFromDescription();
        app.MapGet("/swagger/v1/openapi-3.0.json", async (ContractDocument contract) =>
            Results.Text(await contract.Older, MediaType)).ExcludeFromDescription();
        if (served != Ui) return;
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(Pages, StringComparison.Ordinal))
                context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.SwaggerEndpoint("/swagger/v1/swagger.json", "SocialCommerce v1");
            page.DocumentTitle = "SocialCommerce API";
            page.ShowExtensions();
        });
    }

    private static async Task<string> Write(IServiceProvider services, OpenApiSpecVersion version)
    {
        using var scope = services.CreateScope();
        var document = scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger(Name);
        document.Info.License = DocumentIntroduction.License(version);
        return CompactJson.Write(JsonNode.Parse(await document.SerializeAsJsonAsync(version))!);
    }
}
