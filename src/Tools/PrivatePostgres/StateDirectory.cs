using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.PrivatePostgres;

/// <summary>
/// A directory of state and the lock that makes us its only user; the kernel lets go of the lock when we die.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const int Slots = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FileStream held;

    private StateDirectory(string path, FileStream held) => (Path, this.held) = (path, held);

    internal string Path { get; }

    internal string Data => System.IO.Path.Combine(Path, "data");

    internal string Log => System.IO.Path.Combine(Path, "postgres.log");

    /// <summary>Short whatever the directory is called: a socket's path has room for some hundred bytes.</summary>
    internal string Sockets => "/tmp/sc-" + Hash(Path, 8);

    internal static async Task<StateDirectory> Open(PrivateServerOptions options, CancellationToken cancel)
    {
        var path = System.IO.Path.GetFullPath(options.Directory ?? System.IO.Path.Combine(Home(), options.Name));
        if (options is { Temporary: true, Directory: null })
            return Enumerable.Range(1, Slots).Select(n => TryOpen($"{path}-{n}")).FirstOrDefault(d => d is not null)
                ?? throw new InvalidOperationException($"All {Slots} directories {path}-N are in use.");
        for (var left = Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            if (TryOpen(path) is { } opened)
                return opened;
            await Task.Delay(100, cancel);
        }
        throw new InvalidOperationException($"Another process runs the private PostgreSQL in {path}: "
            + "stop that process first, or give this one the address of another database.");
    }

    internal static string Hash(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];

    public void Dispose() => held.Dispose();

    private static StateDirectory? TryOpen(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            var file = System.IO.Path.Combine(path, "lock");
            return new StateDirectory(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None));
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string Home()
    {
        if (Environment.IsPrivilegedProcess)
        {
            const string shared = "/var/lib/socialcommerce";
            Directory.CreateDirectory(shared);
            // Whatever our umask is, the user that PostgreSQL runs as has to pass.
            File.SetUnixFileMode(shared, (UnixFileMode)0b111_101_101);
            return shared;
        }
        var named = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var state = string.IsNullOrEmpty(named) ? System.IO.Path.Combine(home, ".local", "state") : named;
        try
        {
            var ours = System.IO.Path.Combine(state, "socialcommerce");
            Directory.CreateDirectory(ours);
            return ours;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A user without a home, as in a container.
            return System.IO.Path.Combine(System.IO.Path.GetTempPath(), "socialcommerce-" + Environment.UserName);
        }
    }
}
