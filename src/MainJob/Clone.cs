using System.Text.Json;

namespace SocialCommerce.MainJob;

/// <summary>Where things are on this machine: the clone, its <c>.data</c>, and the product's program.</summary>
internal static class Clone
{
    private static readonly string[] Builds = ["Release", "Debug"];

    /// <summary>The clone that this program was built in or is run in; else the current folder.</summary>
    public static string Root { get; } =
        Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;

    public static string Data => Path.Combine(Root, ".data");

    /// <summary>The key that may make shops on a server that runs already.</summary>
    public static string PlatformKey()
    {
        if (Environment.GetEnvironmentVariable("SOCIALCOMMERCE_PLATFORM_KEY") is { Length: > 0 } given)
            return given;
        var file = Path.Combine(Data, "dev.json");
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

    /// <summary>The product's program, as a release build leaves it.</summary>
    public static string ApiProgram()
    {
        const string name = "SocialCommerce.Api.dll";
        if (Environment.GetEnvironmentVariable("SOCIALCOMMERCE_API_DLL") is { Length: > 0 } given)
            return File.Exists(given)
                ? Path.GetFullPath(given)
                : throw Problem.Misuse($"SOCIALCOMMERCE_API_DLL names {given}, which does not exist.");
        var built = Builds
            .Select(build => Path.Combine(Root, "src", "Api", "bin", build, "net10.0", name))
            .FirstOrDefault(File.Exists);
        return built ?? throw Problem.Misuse(
            "The product is not built: run `dotnet build -c Release`, or name a server that runs with --url.");
    }

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SocialCommerce.sln")))
                return at.FullName;
        }
        return null;
    }
}
