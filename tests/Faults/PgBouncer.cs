using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SocialCommerce.FaultTests;

/// <summary>
/// PgBouncer in transaction mode before a database, as a process of its own, with a login that only serves.
/// </summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    /// <summary>Fewer sessions than an instance has connections, so that transactions have to take turns.</summary>
    private const int Sessions = 5;

    private const int KeptStatements = 2_000;
    private const string Password = "pooled";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _directory;

    private PgBouncer(Process process, string directory, string connectionString) =>
        (_process, _directory, ConnectionString) = (process, directory, connectionString);

    /// <summary>The program; null where it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <summary>How the database is reached through it, by the login that serves.</summary>
    public string ConnectionString { get; }

    /// <summary>Its version; prepared statements are known from 1.21 on.</summary>
    public static async Task<Version> Version()
    {
        // "PgBouncer 1.25.2" is the first line.
        var words = (await Output(Program!, "--version")).Split('\n')[0].Split(' ');
        return System.Version.Parse(words[1].Trim());
    }

    /// <summary>Starts it before a database that is reached so by its owner.</summary>
    public static async Task<PgBouncer> Start(string owner, bool prepares, CancellationToken cancel)
    {
        var (target, login) = (new NpgsqlConnectionStringBuilder(owner), $"pooled_{Guid.NewGuid():n}");
        await using (var source = NpgsqlDataSource.Create(owner))
        await using (var command = source.CreateCommand(
            $"create role {login} login password '{Password}' in role sc_app"))
            await command.ExecuteNonQueryAsync(cancel);
        var directory = Directory.CreateTempSubdirectory("pgbouncer-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        var (port, users) = (FreePort(), Path.Combine(directory, "users.txt"));
        await File.WriteAllTextAsync(users, $"\"{login}\" \"{Password}\"\n", cancel);
        var settings = Path.Combine(directory, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = host={target.Host} port={target.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {Sessions}
            {(prepares ? $"max_prepared_statements = {KeptStatements}" : "")}
            """, cancel);
        string[] words = Environment.IsPrivilegedProcess
            ? ["-q", "-u", await UserOf(target.Host!), settings]
            : ["-q", settings];
        var start = new ProcessStartInfo(Program!, words) { RedirectStandardError = true };
        var through = new NpgsqlConnectionStringBuilder(owner)
        {
            Host = IPAddress.Loopback.ToString(),
            Port = port,
            Username = login,
            Password = Password,
        };
        if (!prepares) through.MaxAutoPrepare = 0;
        var bouncer = new PgBouncer(Process.Start(start)!, directory, through.ConnectionString);
        await bouncer.Ready(port, cancel);
        return bouncer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task Ready(int port, CancellationToken cancel)
    {
        for (var waiting = Stopwatch.StartNew(); ; await Task.Delay(20, cancel))
        {
            if (_process.HasExited)
                throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(cancel));
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
                // What it writes later fills no pipe.
                _process.BeginErrorReadLine();
                return;
            }
            catch (SocketException) when (waiting.Elapsed < Patience)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Root may not run it: it runs as the user whose socket it is to reach.</summary>
    private static async Task<string> UserOf(string host) =>
        host.StartsWith('/') ? (await Output("stat", "-c", "%U", host)).Trim() : "nobody";

    private static async Task<string> Output(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
