using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract.Texts;

/// <summary>Examples of answers, built from their schemas with values that fit the properties' names.</summary>
internal static class Samples
{
    private const int Deepest = 8;

    /// <summary>An example of a schema.</summary>
    public static JsonNode? Of(OpenApiDocument document, IOpenApiSchema schema, string name = "", int depth = 0)
    {
        if (schema is OpenApiSchemaReference reference)
            return Of(document, document.Components!.Schemas![reference.Reference.Id!], name, depth + 1);
        if (schema.Items is { } items)
        {
            // What holds others of its kind ends somewhere.
            return depth > Deepest ? new JsonArray() : new JsonArray(Of(document, items, Singular(name), depth + 1));
        }
        if (schema.Properties is not { Count: > 0 } properties)
            return schema.AdditionalProperties is { } values && depth <= Deepest
                ? new JsonObject { ["key"] = Of(document, values, "value", depth + 1) ?? "value" }
                : schema.Examples?.FirstOrDefault()?.DeepClone() ?? Scalar(schema, name);
        var example = new JsonObject();
        foreach (var (key, property) in properties)
            if (depth < Deepest || schema.Required?.Contains(key) == true)
                example[key] = Of(document, property, key, depth + 1);
        return Consistent(example);
    }

    /// <summary>How an answer that is a page or a file begins; null for JSON.</summary>
    public static JsonNode? File(string mediaType) => mediaType switch
    {
        MediaTypes.Html => "<!doctype html>\n<html lang=\"en\">…",
        MediaTypes.Csv => "account,number,customerId,…\r\navailable,2241.01,c-1042,…\r\n",
        MediaTypes.JsonLines => "{\"shopId\":\"shp_0000000000042\",…}\n{…,\"hash\":\"3a7bd3e2360a3d29…\",…}\n",
        _ => null,
    };

    /// <summary>An example of a text, number or truth value.</summary>
    public static JsonNode? Scalar(IOpenApiSchema schema, string name)
    {
        if (schema.Type is not { } type) return null;
        var owned = Fitting(name);
        name = name.Split('.')[^1];
        if (schema.Enum is { Count: > 0 } words) return words[0]?.DeepClone();
        if (type.HasFlag(JsonSchemaType.Boolean)) return name is not "hasMore";
        if (type.HasFlag(JsonSchemaType.Integer)) return Number(name);
        if (type.HasFlag(JsonSchemaType.Number)) return name is "quantity" or "refundedQuantity" ? 1 : 1.5;
        if (!type.HasFlag(JsonSchemaType.String)) return null;
        if (schema.Format == "date-time")
            return name is "maturesAt" or "periodEnd" or "monthEnd" ? "2026-02-28T16:00:00Z" : "2026-01-31T09:30:00Z";
        return owned ?? Fitting(name) ?? "example";
    }

    private static string? Fitting(string name) =>
        IntakeTexts.Fitting.GetValueOrDefault(name) ?? BookTexts.Fitting.GetValueOrDefault(name)
            ?? SampleTexts.Fitting.GetValueOrDefault(name);

    private static JsonNode Number(string name) => name switch
    {
        "amount" => 1999,
        "status" => 422,
        "depth" or "rank" or "quantity" or "version" or "fulfilled" => 1,
        "limit" => 20,
        "payDepth" or "maxDepth" => 2,
        "overlapHours" => 24,
        "holdDays" or "autoCompleteDays" => 15,
        "year" => 2026,
        "attributionDays" => 30,
        "orderCapBps" => 10_000,
        "refundToleranceMinor" or "tenderToleranceMinor" => 5,
        _ when name.EndsWith("Bps", StringComparison.Ordinal) || name == "bps" => 1000,
        _ => 3,
    };

    /// <summary>What belongs together agrees.</summary>
    private static JsonObject Consistent(JsonObject example)
    {
        // The orders of the examples have a known buyer.
        if (example.ContainsKey("guestId") && example.ContainsKey("commissions")) example.Remove("guestId");
        if (example.ContainsKey("isGuest")) example["isGuest"] = !example.Remove("claimedBy");
        if (example.ContainsKey("nextCursor") && example.ContainsKey("hasMore")) example["nextCursor"] = null;
        // A condition is one of three things, measured or not.
        if (example.ContainsKey("metric") && example.ContainsKey("met"))
            return new JsonObject
            {
                ["met"] = false,
                ["metric"] = "directBuyers",
                ["atLeast"] = 3,
                ["reached"] = 1,
                ["missing"] = 2,
            };
        if (example.ContainsKey("metric") && example.ContainsKey("all") && example.ContainsKey("any"))
            return new JsonObject { ["metric"] = "directBuyers", ["atLeast"] = 3 };
        return example;
    }

    private static string Singular(string name) => name switch
    {
        "scopes" => "scope",
        "memberProducts" or "products" => "productId",
        "classes" => "class",
        "roles" => "operatorRole",
        "addresses" => "network",
        "tendersNotCounted" or "discountsCounted" => name,
        _ => name.TrimEnd('s'),
    };
}
