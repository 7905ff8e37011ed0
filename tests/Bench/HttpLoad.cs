using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SocialCommerce.Bench;

/// <summary>Writes the next request, from its first byte to its last.</summary>
internal interface IRequests
{
    /// <summary>The request; good until the next one is asked for.</summary>
    ReadOnlySpan<byte> Next();
}

/// <summary>
/// Clients over HTTP, each a kept connection that asks again when it has its answer; a thread for each processor
/// serves them all, as pgbench does. Requests are written in place and answers are not parsed beyond their length, as
/// the client takes its time from the same processors.
/// </summary>
internal sealed class HttpLoad(Uri url, string expected, Func<Random, IRequests> requests) : ILoad
{
    private readonly byte[] _expected = Encoding.ASCII.GetBytes($"HTTP/1.1 {expected} ");
    private volatile bool _stopped;
    private volatile string? _fault;

    public async Task<Outcome> Run(int clients, double seconds, CancellationToken stop)
    {
        _stopped = false;
        _fault = null;
        var shares = Enumerable.Range(0, clients).GroupBy(i => i % Environment.ProcessorCount).ToList();
        var counts = new long[shares.Count];
        var threads = shares.Select((share, i) => new Thread(() => counts[i] = Serve(share.Count()))).ToList();
        var clock = Stopwatch.StartNew();
        threads.ForEach(thread => thread.Start());
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), stop);
        }
        finally
        {
            _stopped = true;
            threads.ForEach(thread => thread.Join());
        }
        return _fault is null ? new Outcome(counts.Sum(), clock.Elapsed.TotalSeconds) : throw new Problem(_fault);
    }

    /// <summary>Asks for a share of the clients until it is time, and waits for the last answers.</summary>
    /// <returns>How many answers came.</returns>
    private long Serve(int share)
    {
        var clients = new Dictionary<Socket, Client>();
        try
        {
            while (clients.Count < share)
            {
                var client = new Client(url, requests(new Random()));
                clients.Add(client.Socket, client);
                client.Ask();
            }
            return Serve(clients);
        }
        catch (Exception error) when (error is SocketException or Problem)
        {
            _fault = error.Message;
            _stopped = true;
            return 0;
        }
        finally
        {
            foreach (var client in clients.Values) client.Socket.Dispose();
        }
    }

    private long Serve(Dictionary<Socket, Client> clients)
    {
        long count = 0;
        for (List<Socket> ready = []; clients.Count > 0; ready.Clear())
        {
            ready.AddRange(clients.Keys);
            Socket.Select(ready, null, null, -1);
            foreach (var socket in ready)
            {
                var client = clients[socket];
                if (!client.Receive(_expected)) continue;
                count++;
                if (!_stopped) client.Ask();
                else if (clients.Remove(socket)) socket.Dispose();
            }
        }
        return count;
    }
}

/// <summary>A kept connection with at most one request under way.</summary>
internal sealed class Client
{
    private const int LargestAnswer = 64 * 1024;
    private readonly IRequests _requests;
    private readonly byte[] _answer = new byte[LargestAnswer];
    private int _length;

    public Client(Uri url, IRequests requests)
    {
        _requests = requests;
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(url.Host, url.Port);
    }

    public Socket Socket { get; }

    /// <summary>Sends the next request.</summary>
    public void Ask()
    {
        _length = 0;
        Socket.Send(_requests.Next());
    }

    /// <summary>Reads what has come.</summary>
    /// <returns>Whether the answer is whole.</returns>
    /// <exception cref="Problem">Another status, or no connection any more.</exception>
    public bool Receive(byte[] expected)
    {
        var read = Socket.Receive(_answer.AsSpan(_length));
        if (read == 0) throw new Problem("The API closed the connection.");
        _length += read;
        var answer = _answer.AsSpan(0, _length);
        if (!IsWhole(answer)) return false;
        return answer.StartsWith(expected)
            ? true
            : throw new Problem($"The API answered {Encoding.UTF8.GetString(answer)}");
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var field = answer[..head].IndexOf("Content-Length: "u8);
        if (field < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = answer[(field + 16)..(head + 2)];
        var body = 0;
        for (var i = 0; digits[i] is >= (byte)'0' and <= (byte)'9'; i++) body = (body * 10) + digits[i] - '0';
        return answer.Length >= head + 4 + body;
    }
}
