using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract.Texts;

/// <summary>
/// Examples of properties, with values that fit their names. Tools build the example of an answer from these.
/// </summary>
internal static class Samples
{
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

    /// <summary>The name of one element of a list.</summary>
    public static string Singular(string name) => name switch
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
