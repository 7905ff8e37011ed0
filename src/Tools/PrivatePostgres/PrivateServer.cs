namespace SocialCommerce.PrivatePostgres;

/// <summary>
/// A PostgreSQL of our own on a private Unix socket, for development, tests and tools: never run as root, its data
/// kept between runs, started again when it dies, gone when this process is gone.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly PrivateServerOptions options;
    private readonly StateDirectory state;
    private readonly Cluster cluster;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watch;
    private bool disposed;

    private PrivateServer(PrivateServerOptions options, StateDirectory state, Cluster cluster, Keeper keeper)
    {
        this.options = options;
        this.state = state;
        this.cluster = cluster;
        watch = Watch(keeper);
    }

    /// <summary>Where the data, the log and the lock are.</summary>
    public string StatePath => state.Path;

    /// <summary>
    /// Starts the server, creating a missing cluster. Ends what a killed process left running; waits up
    /// to 10 seconds for a living one that uses the same directory.
    /// </summary>
    /// <exception cref="PostgresNotFound">Nothing here can be started; the message says what to install.</exception>
    /// <exception cref="InvalidOperationException">It did not start; the message says why.</exception>
    public static async Task<PrivateServer> Start(PrivateServerOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
            throw new PostgresNotFound("A private PostgreSQL needs Unix: use WSL, or give the address of a database.");
        var state = await StateDirectory.Open(options, cancel);
        try
        {
            var cluster = await Cluster.Open(state, options, cancel);
            return new PrivateServer(options, state, cluster, await cluster.Launch(cancel));
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>A short name for a path, the same in every run: eight hexadecimal digits.</summary>
    public static string StateName(string path) => StateDirectory.Hash(Path.TrimEndingDirectorySeparator(
        Path.GetFullPath(path)), 8);

    /// <summary>How Npgsql reaches a database, as the superuser or as a role that it takes on at the start.</summary>
    public string ConnectionString(string database, string? role = null)
    {
        var text = $"Host={cluster.Sockets};Username={Cluster.Superuser};Database={Quoted(database)};"
            + "SSL Mode=Disable;GSS Encryption Mode=Disable;No Reset On Close=true";
        return role is null ? text : $"{text};Options={Quoted($"-c role={role}")}";
    }

    /// <summary>Makes a database unless there is one of that name.</summary>
    public async Task EnsureDatabase(string name, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var wire = await cluster.Connect(cancel);
        var literal = name.Replace("'", "''", StringComparison.Ordinal);
        if (await wire.Query($"SELECT 1 FROM pg_database WHERE datname = '{literal}'", cancel) > 0)
            return;
        try
        {
            await wire.Query($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancel);
        }
        catch (Wire.Refusal e) when (e.Code is "42P04" or "23505")
        {
            // Another process created it in between.
        }
    }

    /// <summary>Stops the server, saving its state, and returns when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await stopping.CancelAsync();
        await watch;
        cluster.Discard();
        state.Dispose();
        stopping.Dispose();
    }

    private async Task Watch(Keeper keeper)
    {
        Keeper? running = keeper;
        try
        {
            while (true)
            {
                await running.WaitForEnd(stopping.Token);
                options.Log?.Invoke("The private PostgreSQL died; starting it again.");
                // Closes the pipe: if only the shell was killed, this stops the server that it kept.
                running.Dispose();
                running = null;
                running = await Restart();
                options.Log?.Invoke("The private PostgreSQL is back.");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            if (running is not null)
                await cluster.Stop(running);
        }
    }

    private async Task<Keeper> Restart()
    {
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            await Task.Delay(pause, stopping.Token);
            try
            {
                return await cluster.Launch(stopping.Token);
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                options.Log?.Invoke(e.Message);
            }
        }
    }

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(";'\"") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
