using System.Text.Json;
using SocialCommerce.Launch;

namespace SocialCommerce.MainJob.Calls;

/// <summary>The key that may make shops on a server that runs already.</summary>
internal static class PlatformKey
{
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("SOCIALCOMMERCE_PLATFORM_KEY") is { Length: > 0 } given)
            return given;
        var file = Path.Combine(Clone.Data, "dev.json");
        try
        {
            var known = File.Exists(file) ? JsonElement.Parse(File.ReadAllBytes(file)) : default;
            if (known.ValueKind == JsonValueKind.Object && known.OptionalText("platformKey") is { Length: > 0 } kept)
                return kept;
        }
        catch (JsonException error)
        {
            throw Problem.Misuse($"{file} cannot be read: {error.Message}");
        }
        throw Problem.Misuse(
            "With --url, set SOCIALCOMMERCE_API_KEY (the shop to use) or SOCIALCOMMERCE_PLATFORM_KEY (to make one).");
    }
}
