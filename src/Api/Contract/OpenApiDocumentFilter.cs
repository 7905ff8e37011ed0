using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using SocialCommerce.Api.Contract.Catalogue;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace SocialCommerce.Api.Contract;

/// <summary>Makes the generated document good: schemas first, then what every operation says.</summary>
internal sealed class OpenApiDocumentFilter(
    Documentation documentation, Vocabulary vocabulary, RequestBounds bounds) : IDocumentFilter
{
    /// <summary>Name of the security scheme.</summary>
    public const string Bearer = "bearer";

    /// <inheritdoc/>
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        document.Servers = [new OpenApiServer { Url = "/", Description = "Where this document is served." }];
        document.Tags = DocumentIntroduction.Tags;
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, DocumentIntroduction.Bearer);
        document.Security =
            [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];

        var operations = document.Paths.Values
            .SelectMany(path => path.Operations?.Values.AsEnumerable() ?? []).ToList();
        var types = TypesOf(context.ApiDescriptions);
        var directions = SchemaUsage.Of(document, operations);
        new SchemaWriter(document, documentation, vocabulary, bounds, types, directions).Run();
        ProblemAnswers.Declare(document);

        var polish = new OperationWriter(document, documentation, vocabulary);
        var descriptions = context.ApiDescriptions.ToDictionary(OperationId);
        foreach (var operation in operations) polish.Run(operation, descriptions[operation.OperationId ?? ""]);
        new SharedParts(document).Move(operations);
    }

    private static string OperationId(ApiDescription api) => api.ActionDescriptor.EndpointMetadata
        .OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? api.RelativePath ?? "";

    /// <summary>The types behind the schemas, by the schemas' names.</summary>
    private static Dictionary<string, Type> TypesOf(IEnumerable<ApiDescription> operations)
    {
        var found = new Dictionary<string, Type>();
        foreach (var operation in operations)
        {
            foreach (var parameter in operation.ParameterDescriptions) Add(parameter.Type);
            foreach (var answer in operation.SupportedResponseTypes) Add(answer.Type);
        }
        return found;

        void Add(Type? type)
        {
            if (type is null) return;
            foreach (var argument in type.GetGenericArguments()) Add(argument);
            if (type.IsArray) Add(type.GetElementType());
            if (type.Namespace?.StartsWith("SocialCommerce", StringComparison.Ordinal) != true) return;
            if (!found.TryAdd(SchemaNames.Of(type), type))
            {
                if (found[SchemaNames.Of(type)] != type)
                    throw new InvalidOperationException($"Two types are called {SchemaNames.Of(type)}.");
                return;
            }
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Add(property.PropertyType);
        }
    }
}
