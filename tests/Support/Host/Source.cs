namespace SocialCommerce.TestSupport.Host;

/// <summary>A C# file of the repository, read once for every test that looks at the source.</summary>
/// <param name="Path">Where it is, from the repository's root, with slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record Source(string Path, string[] Lines)
{
    /// <summary>The repository's folder.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>All files below <c>src</c> and <c>tests</c>; nothing that a build writes.</summary>
    public static readonly IReadOnlyList<Source> All =
    [
        .. new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(
                System.IO.Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))
            .Select(path => new Source(path, File.ReadAllLines(System.IO.Path.Combine(Root, path)))),
    ];

    /// <summary>The whole text.</summary>
    public string Text { get; } = string.Join('\n', Lines);

    /// <summary>The folder.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>The file's name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Whether it is below one of these folders.</summary>
    public bool IsIn(params IEnumerable<string> folders) =>
        folders.Any(folder => Path.StartsWith($"{folder}/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "SocialCommerce.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
