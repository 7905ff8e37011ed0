using System.Net;
using System.Text.Json;

namespace SocialCommerce.MainJob.Calls;

/// <summary>What the product answered.</summary>
internal readonly record struct Answer(HttpStatusCode Status, byte[] Body)
{
    public bool Succeeded => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    /// <summary>The problem's own code (problem+json), or null.</summary>
    public string? ProblemCode => TryParse() is { ValueKind: JsonValueKind.Object } problem
        && problem.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement Json() => TryParse() ?? throw new Problem($"The product answered no JSON: {Describe()}");

    public string Describe()
    {
        var text = System.Text.Encoding.UTF8.GetString(Body);
        return $"{(int)Status} {Status} {(text.Length > 2000 ? text[..2000] + "…" : text)}".TrimEnd();
    }

    private JsonElement? TryParse()
    {
        try
        {
            return JsonElement.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
