namespace SocialCommerce.Launch;

/// <summary>
/// Where things are in the clone that this program was built in or is run in; else in the current folder.
/// </summary>
public static class Clone
{
    private static readonly string[] Builds = ["Release", "Debug"];

    /// <summary>Its top folder.</summary>
    public static string Root { get; } =
        Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;

    /// <summary>What runs leave behind.</summary>
    public static string Data => Path.Combine(Root, ".data");

    /// <summary>The API's dll, of a release build rather than another.</summary>
    /// <exception cref="ApiFailed">It does not exist.</exception>
    public static string ApiProgram() =>
        Builds.Select(build => Path.Combine(Root, "src", "Api", "bin", build, "net10.0", "SocialCommerce.Api.dll"))
            .FirstOrDefault(File.Exists)
        ?? throw new ApiFailed("The API is not built: dotnet build -c Release");

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "SocialCommerce.sln"))) return at.FullName;
        return null;
    }
}
