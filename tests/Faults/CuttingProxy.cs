using System.Net;
using System.Net.Sockets;

namespace SocialCommerce.FaultTests;

/// <summary>
/// A network between the product and PostgreSQL that cuts one connection at a chosen point: before what is sent for the
/// n-th time arrives, or before the answer to a COMMIT does.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    /// <summary>The point at which the transaction has been committed and nobody has heard of it.</summary>
    public const int CommitAnswered = 0;

    // CommandComplete, its length, and the tag.
    private static readonly byte[] Committed = [(byte)'C', 0, 0, 0, 11, .. "COMMIT\0"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly string _socket;
    private int _sent = -1;
    private int _awaitsCommit;

    /// <summary>Stands before the server that listens in a directory.</summary>
    public CuttingProxy(string sockets)
    {
        _socket = Path.Combine(sockets, ".s.PGSQL.5432");
        _listener.Start();
        _ = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts once, at the n-th thing that is sent from now on, or where the next COMMIT is answered.</summary>
    public void CutAt(int point)
    {
        if (point == CommitAnswered) Volatile.Write(ref _awaitsCommit, 1);
        else Volatile.Write(ref _sent, point);
    }

    /// <summary>Cuts nothing any more.</summary>
    public void Disarm()
    {
        Volatile.Write(ref _awaitsCommit, 0);
        Volatile.Write(ref _sent, -1);
    }

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
                _ = Serve(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _ended.Token);
        using var server = new NetworkStream(far);
        // Whichever ends first ends the connection on both sides.
        await Task.WhenAny(
            Pump(near.GetStream(), server, _ => Volatile.Read(ref _sent) > 0 && Interlocked.Decrement(ref _sent) == 0),
            Pump(server, near.GetStream(), IsAwaitedCommit));
    }

    private bool IsAwaitedCommit(ReadOnlyMemory<byte> seen) =>
        Volatile.Read(ref _awaitsCommit) == 1 && seen.Span.IndexOf(Committed) >= 0
        && Interlocked.Exchange(ref _awaitsCommit, 0) == 1;

    private async Task Pump(Stream from, Stream to, Func<ReadOnlyMemory<byte>, bool> cuts)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _ended.Token)) > 0;)
            {
                if (cuts(buffer.AsMemory(0, read)))
                {
                    Cuts++;
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, read), _ended.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // One of the two has gone.
        }
    }
}
