using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialCommerce.Kernel.Text;

/// <summary>Compares what was reported with what is reported again.</summary>
public static class JsonDifference
{
    /// <summary>JSON pointer to the first difference of two values, or null when their JSON says the same.</summary>
    public static string? First<T>(T a, T b) =>
        First(JsonSerializer.SerializeToNode(a, Json.Options), JsonSerializer.SerializeToNode(b, Json.Options), "#");

    private static string? First(JsonNode? a, JsonNode? b, string path)
    {
        switch (a, b)
        {
            case (JsonObject x, JsonObject y):
                return x.Select(p => p.Key).Union(y.Select(p => p.Key))
                    .Select(key => First(x[key], y[key], $"{path}/{key}")).FirstOrDefault(found => found is not null);
            case (JsonArray x, JsonArray y):
                return Enumerable.Range(0, Math.Max(x.Count, y.Count))
                    .Select(i => First(x.ElementAtOrDefault(i), y.ElementAtOrDefault(i), $"{path}/{i}"))
                    .FirstOrDefault(found => found is not null);
            default:
                return JsonNode.DeepEquals(a, b) ? null : path;
        }
    }
}
