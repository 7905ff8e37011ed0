using System.Net;
using System.Net.Sockets;

namespace SocialCommerce.FaultTests;

/// <summary>
/// A network between the product and PostgreSQL that can swallow what is sent: nobody is told, and what was connected
/// while it did stays dead.
/// </summary>
internal sealed class SwallowingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly string _socket;
    private volatile Link _link = new();

    /// <summary>Stands before the server that listens in a directory.</summary>
    public SwallowingProxy(string sockets)
    {
        _socket = Path.Combine(sockets, ".s.PGSQL.5432");
        _listener.Start();
        _ = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing arrives on any connection there is, and no new one is answered.</summary>
    public void Swallow() => _link.Swallows = true;

    /// <summary>New connections are whole again.</summary>
    public void Heal() => _link = new Link();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
    }

    private async Task Accept()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_ended.Token), _link);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client, Link link)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _ended.Token);
        using var server = new NetworkStream(far);
        await Task.WhenAny(Pump(near.GetStream(), server, link), Pump(server, near.GetStream(), link));
    }

    private async Task Pump(Stream from, Stream to, Link link)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _ended.Token)) > 0;)
                if (!link.Swallows) await to.WriteAsync(buffer.AsMemory(0, read), _ended.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // One of the two has gone.
        }
        // A network that swallows tells nobody that somebody has gone, either.
        if (link.Swallows)
            await Task.Delay(Timeout.Infinite, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class Link
    {
        public volatile bool Swallows;
    }
}
