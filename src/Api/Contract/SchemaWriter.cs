using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Descriptions, required lists, nullability, limits and examples of the schemas.</summary>
internal sealed class SchemaWriter(
    OpenApiDocument document, Documentation documentation, Vocabulary vocabulary,
    RequestBounds bounds, IReadOnlyDictionary<string, Type> types, SchemaUsage directions)
{
    /// <summary>Polishes every schema.</summary>
    public void Run()
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            if (schema is OpenApiSchema own && types.TryGetValue(name, out var type)) Run(name, own, type);
        SharePaging();
    }

    /// <summary>What each page says of the next one is declared once.</summary>
    private void SharePaging()
    {
        string[] shared = [nameof(Page<>.NextCursor), nameof(Page<>.HasMore)];
        var pages = types.Where(one => one.Value.IsGenericType
            && one.Value.GetGenericTypeDefinition() == typeof(Page<>)).ToList();
        foreach (var (name, _) in pages)
            foreach (var what in shared)
            {
                var properties = ((OpenApiSchema)document.Components!.Schemas![name]).Properties!;
                var key = JsonNamingPolicy.CamelCase.ConvertName(what);
                if (!document.Components.Schemas.ContainsKey(what)) document.AddComponent(what, properties[key]);
                properties[key] = new OpenApiSchemaReference(what, document);
            }
    }

    private void Run(string name, OpenApiSchema schema, Type type)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = documentation.Summary(type) ?? schema.Description;
        schema.AdditionalPropertiesAllowed = !directions.Requests.Contains(name) || directions.Answers.Contains(name);
        var required = new SortedSet<string>(StringComparer.Ordinal);
        var nullability = new NullabilityInfoContext();
        var parameters = Constructor(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (schema.Properties?.TryGetValue(key, out var value) != true || value is null) continue;
            var isNull = nullability.Create(property).ReadState == NullabilityState.Nullable
                || Nullable.GetUnderlyingType(property.PropertyType) is not null;
            var always = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.Never;
            var optional = directions.Requests.Contains(name)
                && parameters.GetValueOrDefault(property.Name)?.HasDefaultValue == true;
            if (always || (!isNull && !optional)) required.Add(key);
            schema.Properties[key] = Property(
                value, name, key, documentation.Of(type, property.Name), keepNull: always && isNull);
            if (directions.Requests.Contains(name) && schema.Properties[key] is OpenApiSchema sent)
                bounds.Apply(sent, type, property);
        }
        schema.Required = required.Count > 0 ? required : null;
        if (type == typeof(Money)) LimitMoney(schema);
        if (type == typeof(Problem)) schema.Properties!["type"] = Uri(schema.Properties["type"]);
    }

    private static Dictionary<string, ParameterInfo> Constructor(Type type) =>
        type.GetConstructors().OrderByDescending(made => made.GetParameters().Length).FirstOrDefault()?.GetParameters()
            .ToDictionary(parameter => parameter.Name!) ?? [];

    private IOpenApiSchema Property(
        IOpenApiSchema schema, string owner, string name, (string? Description, string? Example) documented,
        bool keepNull)
    {
        var (description, example) = documented;
        var inner = Unwrap(schema);
        if (inner is OpenApiSchemaReference reference)
        {
            if (description is not null) reference.Description = description;
            return reference;
        }
        var own = (OpenApiSchema)inner;
        own.Type = keepNull ? own.Type | JsonSchemaType.Null : own.Type & ~JsonSchemaType.Null;
        var words = OpenValueLists.Of(description);
        own.Description = description ?? own.Description;
        own.ReadOnly = false;
        if (own.Items is OpenApiSchema { } items)
        {
            items.Type &= ~JsonSchemaType.Null;
            var term = vocabulary.OfElement(name);
            items.Tighten(term);
            items.Examples =
                Samples.Of(items, $"{owner}.{name}", example ?? term?.Sample) is { } element ? [element] : null;
        }
        own.Tighten(vocabulary.Of(name));
        if (own.Properties is null && own.Items is null && own.AdditionalProperties is null)
            own.Examples = words.Count > 0 && own.Type?.HasFlag(JsonSchemaType.String) == true
                ? [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)]
                : Samples.Of(own, $"{owner}.{name}", example ?? vocabulary.Of(name)?.Sample) is { } sample
                    ? [sample] : null;
        return own;
    }

    /// <summary>A nullable reference comes wrapped; absence says the same.</summary>
    private static IOpenApiSchema Unwrap(IOpenApiSchema schema) =>
        schema is OpenApiSchema { Type: null } wrapper
            && (wrapper.AllOf ?? []).Concat(wrapper.OneOf ?? []).Concat(wrapper.AnyOf ?? [])
                .OfType<OpenApiSchemaReference>().FirstOrDefault() is { } reference
            ? reference
            : schema;

    private static void LimitMoney(OpenApiSchema schema)
    {
        var amount = (OpenApiSchema)schema.Properties!["amount"];
        amount.Tighten(new Bound(-Money.Limit, Money.Limit));
    }

    private static IOpenApiSchema Uri(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own) own.Format = "uri";
        return schema;
    }
}
