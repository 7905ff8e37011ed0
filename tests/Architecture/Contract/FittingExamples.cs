using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>An example shows what its schema says: nothing required is missing, nothing unknown is there.</summary>
public sealed class FittingExamples(OpenApi api) : IClassFixture<OpenApi>
{
    [Fact]
    public void Every_example_fits_its_schema()
    {
        var shown = api.Operations.SelectMany(one => Contents(one.Operation).Select(content => (one.Route, content)))
            .Where(one => one.content["example"] is not null && one.content["schema"] is not null).ToList();
        shown.Count.ShouldBeGreaterThan(80);
        shown.SelectMany(one => Misfits(one.content["example"], one.content["schema"]!, one.Route)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_of_a_schema_has_an_example_and_every_example_is_of_its_type()
    {
        var (values, wrong) = (0, new List<string>());
        foreach (var (name, schema) in api.Document["components"]!["schemas"]!.AsObject())
            foreach (var (key, property) in schema!["properties"]?.AsObject().AsEnumerable() ?? [])
            {
                var value = Element(property!);
                if (value["type"] is not { } type || Is(type, "object")) continue;
                values++;
                var examples = value["examples"]?.AsArray() ?? [];
                if ((examples.Count == 0 && !SaysAll(type, value["format"]))
                    || examples.Any(example => !IsOf(example!.AsValue(), type)))
                    wrong.Add($"{name}.{key}");
            }
        wrong.ShouldBeEmpty();
        values.ShouldBeGreaterThan(1_000);
    }

    private static bool SaysAll(JsonNode type, JsonNode? format) =>
        !Is(type, "string") || format?.ToString() == "date-time";

    private static JsonNode Element(JsonNode schema) => schema["items"] is { } items ? Element(items) : schema;

    private static bool Is(JsonNode type, string name) => $"{type}" == name || (type as JsonArray)?.Any(
        one => $"{one}" == name) == true;

    private IEnumerable<JsonNode> Contents(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(answer => api.Resolve(answer.Value!)["content"])
            .Append(operation["requestBody"]?["content"])
            .Where(content => content is not null).SelectMany(content => content!.AsObject())
            .Select(content => content.Value!);

    private IEnumerable<string> Misfits(JsonNode? value, JsonNode schema, string place)
    {
        schema = api.Resolve(schema);
        if (schema["oneOf"] is JsonArray choices)
            schema = api.Resolve(choices.First(choice => choice!["type"]?.ToString() != "null")!);
        return value switch
        {
            JsonArray list when schema["items"] is { } items =>
                list.SelectMany((item, i) => Misfits(item, items, $"{place}/{i}")),
            JsonObject part when schema["properties"] is JsonObject properties =>
                Misfits(part, schema, properties, place),
            JsonValue scalar when schema["type"] is { } type && !IsOf(scalar, type) =>
                [$"{place}: {scalar} is no {type}"],
            _ => [],
        };
    }

    private static bool IsOf(JsonValue scalar, JsonNode type)
    {
        var names = type is JsonArray several ? several.Select(one => $"{one}").ToList() : [$"{type}"];
        return scalar.GetValueKind() switch
        {
            JsonValueKind.String => names.Contains("string"),
            JsonValueKind.Number => names.Contains("integer") || names.Contains("number"),
            _ => names.Contains("boolean"),
        };
    }

    private IEnumerable<string> Misfits(JsonObject part, JsonNode schema, JsonObject properties, string place)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.ToString()) ?? [])
            if (!part.ContainsKey(name)) yield return $"{place}: {name} is missing";
        foreach (var (name, value) in part)
        {
            if (properties[name] is not { } property)
            {
                if (schema["additionalProperties"]?.ToString() == "false") yield return $"{place}: {name} is unknown";
                continue;
            }
            foreach (var misfit in Misfits(value, property, $"{place}/{name}")) yield return misfit;
        }
    }
}
