using System.Text;

namespace SocialCommerce.Api.Development;

/// <summary>The clone that this program was built in, and what is kept in its <c>.data</c>.</summary>
internal static class Clone
{
    /// <summary>Setting: names the temporary database of a tool that starts the API for itself.</summary>
    public const string State = "SOCIALCOMMERCE_STATE";

    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The solution's folder; the program's own folder where no solution exists.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;

    /// <summary>What a file of <c>.data</c> holds, or null.</summary>
    public static string? Read(string name)
    {
        var file = PathOf(name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>Writes a file of <c>.data</c> that only this user may read, whole or not at all.</summary>
    public static void Write(string name, string text)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Ours;
        using (var stream = new FileStream(draft, options)) stream.Write(Encoding.UTF8.GetBytes(text));
        File.Move(draft, file, overwrite: true);
    }

    private static string PathOf(string name) => Path.Combine(Root, ".data", name);

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "SocialCommerce.sln"))) return at.FullName;
        return null;
    }
}
