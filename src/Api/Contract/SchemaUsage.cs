using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Which schemas are sent to the API, and which it answers with.</summary>
internal sealed class SchemaUsage
{
    /// <summary>Names of the schemas in requests.</summary>
    public HashSet<string> Requests { get; } = [];

    /// <summary>Names of the schemas in answers.</summary>
    public HashSet<string> Answers { get; } = [];

    /// <summary>Follows every reference from every operation.</summary>
    public static SchemaUsage Of(OpenApiDocument document, IEnumerable<OpenApiOperation> operations)
    {
        var directions = new SchemaUsage();
        foreach (var operation in operations)
        {
            foreach (var media in operation.RequestBody?.Content?.Values.AsEnumerable() ?? [])
                Follow(document, media.Schema, directions.Requests);
            foreach (var media in
                (operation.Responses ?? []).Values.SelectMany(r => r.Content?.Values.AsEnumerable() ?? []))
                Follow(document, media.Schema, directions.Answers);
        }
        return directions;
    }

    private static void Follow(OpenApiDocument document, IOpenApiSchema? schema, HashSet<string> seen)
    {
        if (schema is null) return;
        if (schema is OpenApiSchemaReference reference)
        {
            var name = reference.Reference.Id!;
            if (seen.Add(name)) Follow(document, document.Components!.Schemas![name], seen);
            return;
        }
        Follow(document, schema.Items, seen);
        Follow(document, schema.AdditionalProperties, seen);
        foreach (var property in schema.Properties?.Values.AsEnumerable() ?? []) Follow(document, property, seen);
        foreach (var part in (schema.AllOf ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []))
            Follow(document, part, seen);
    }
}
