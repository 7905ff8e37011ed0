using System.Diagnostics;
using System.Globalization;
using SocialCommerce.PrivatePostgres;

namespace SocialCommerce.TestSupport.Host;

/// <summary>A PostgreSQL of one's own with its durable defaults, kept by its keeper, that a test may kill.</summary>
internal sealed class KillablePostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _back = new(0);
    private readonly ManualResetEventSlim _mayReturn = new(true);
    private PrivateServer _server = null!;

    /// <summary>Starts it.</summary>
    public static async Task<KillablePostgres> Start()
    {
        var postgres = new KillablePostgres();
        postgres._server = await PrivateServer.Start(new PrivateServerOptions
        {
            Name = "faults",
            Temporary = true,
            Log = postgres.Hear,
        });
        return postgres;
    }

    /// <summary>How a new database of it is reached.</summary>
    public async Task<string> NewDatabase(string name)
    {
        await _server.EnsureDatabase(name);
        return _server.ConnectionString(name);
    }

    /// <summary><c>kill -9</c> of the postmaster; its keeper starts it again, at once or when it may return.</summary>
    public void Kill(bool stayDown = false)
    {
        if (stayDown) _mayReturn.Reset();
        var lines = File.ReadAllLines(Path.Combine(_server.StatePath, "data", "postmaster.pid"));
        using var postmaster = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    /// <summary>Lets its keeper start it again.</summary>
    public void Return() => _mayReturn.Set();

    /// <summary>Waits until its keeper has started it again, once for each kill.</summary>
    public async Task Back()
    {
        if (!await _back.WaitAsync(Patience)) throw new TimeoutException($"PostgreSQL was not back in {Patience}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Return();
        await _server.DisposeAsync();
        _back.Dispose();
        _mayReturn.Dispose();
    }

    private void Hear(string line)
    {
        if (line.Contains("died", StringComparison.Ordinal)) _mayReturn.Wait(Patience);
        if (line.Contains("is back", StringComparison.Ordinal)) _back.Release();
    }
}
