using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Which operations read and write which headers.</summary>
internal static class Headers
{
    /// <summary>Seconds until the same request may succeed.</summary>
    public static OpenApiHeader RetryAfter => new()
    {
        Description = "Seconds after which the same request may succeed.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Examples = [1] },
    };

    /// <summary>A header that is a text.</summary>
    public static OpenApiHeader Text(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [example] },
    };

    /// <summary>Adds the headers that an operation reads.</summary>
    public static void Reads(OpenApiOperation operation, Repeatable? repeatable)
    {
        if (repeatable is { ByKey: true })
            Add(operation, Idempotency.Header, 255, "order-1001-paid",
                "The same key and body again give the first answer again, for 30 days; another body is refused (422).");
        if (operation.Responses!.ContainsKey("304"))
            Add(operation, "If-None-Match", null, "\"3\"",
                "The ETag that the caller has; 304 where it is still the latest.");
    }

    /// <summary>Adds the headers of a success.</summary>
    public static void Writes(
        string status, OpenApiResponse answer, IReadOnlyCollection<string> stated, Repeatable? repeatable)
    {
        var headers = answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        if (stated.Contains(HeaderNames.ETag))
            headers[HeaderNames.ETag] = Text("The version answered; send it as If-Match or If-None-Match.", "\"3\"");
        if (status is "201" or "202" && stated.Contains(HeaderNames.Location))
            headers[HeaderNames.Location] = Text("Where the new thing can be read.", "/v1/…");
        if (answer.Content?.ContainsKey(MediaTypes.Csv) == true)
            headers["Content-Disposition"] = Text(
                "The name to save the file under; it is UTF-8 with a byte order mark.",
                "attachment; filename=statement-2026-01.csv");
        if (repeatable is not null)
            headers[Idempotency.ReplayedHeader] = Text("`true` where this answer was given before.", "true");
    }

    private static void Add(
        OpenApiOperation operation, string name, int? maxLength, string example, string description) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength, Examples = [example] },
        });
}
