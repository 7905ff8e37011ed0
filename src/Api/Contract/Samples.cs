using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Examples of values: what is stated of them.</summary>
internal static class Samples
{
    /// <summary>How an answer that is a page or a file begins; null for JSON.</summary>
    public static JsonNode? File(string mediaType) => mediaType switch
    {
        MediaTypes.Html => "<!doctype html>\n<html lang=\"en\">…",
        MediaTypes.Svg => "<svg xmlns=\"http://www.w3.org/2000/svg\">…",
        MediaTypes.Csv => "account,number,customerId,…\r\navailable,2241.01,c-1042,…\r\n",
        MediaTypes.JsonLines => "{\"shopId\":\"shp_0000000000042\",…}\n{…,\"hash\":\"3a7bd3e2360a3d29…\",…}\n",
        _ => null,
    };

    /// <summary>
    /// An example of a text; of a number, timestamp or truth value only what is stated, as their type says the rest;
    /// null for anything else.
    /// </summary>
    /// <param name="schema">Its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="stated">What its declaration or its term states; another type's is passed over.</param>
    public static JsonNode? Of(IOpenApiSchema schema, string name, string? stated)
    {
        if (schema.Type is not { } type) return null;
        if (schema.Enum is { Count: > 0 } words) return words[0]?.DeepClone();
        if (type.HasFlag(JsonSchemaType.Boolean)) return bool.TryParse(stated, out var truth) ? truth : null;
        if (type.HasFlag(JsonSchemaType.Integer))
            return long.TryParse(stated, CultureInfo.InvariantCulture, out var integer) ? integer : null;
        if (type.HasFlag(JsonSchemaType.Number))
            return double.TryParse(stated, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (!type.HasFlag(JsonSchemaType.String)) return null;
        if (schema.Format == "date-time") return IsTime(stated) ? stated : null;
        return stated ?? throw new InvalidOperationException(
            $"State an example of {name}: <param name=\"…\" example=\"…\">, or a {nameof(Term)} of its module.");
    }

    private static bool IsTime(string? text) => text is { Length: > 10 } && text[10] == 'T';
}
