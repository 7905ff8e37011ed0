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
/// Clients over HTTP, each a thread with a kept connection that sends when it has read the answer. Requests are written
/// in place and answers are not parsed beyond their length, as the client takes its time from the same processors.
/// </summary>
internal sealed class HttpLoad(Uri url, string expected, Func<Random, IRequests> requests) : ILoad
{
    private const int LargestAnswer = 64 * 1024;
    private readonly byte[] _expected = Encoding.ASCII.GetBytes($"HTTP/1.1 {expected} ");
    private volatile bool _stopped;
    private volatile string? _fault;

    public async Task<Outcome> Run(int clients, double seconds, CancellationToken stop)
    {
        _stopped = false;
        _fault = null;
        var counts = new long[clients];
        var threads = Enumerable.Range(0, clients).Select(i => new Thread(() => counts[i] = Ask())).ToList();
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

    private long Ask()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            socket.Connect(url.Host, url.Port);
            var (source, answer) = (requests(new Random()), new byte[LargestAnswer]);
            long count = 0;
            for (; !_stopped; count++)
            {
                socket.Send(source.Next());
                var length = Receive(socket, answer);
                if (!answer.AsSpan().StartsWith(_expected))
                    throw new Problem($"The API answered {Encoding.UTF8.GetString(answer, 0, length)}");
            }
            return count;
        }
        catch (Exception error) when (error is SocketException or Problem)
        {
            _fault = error.Message;
            _stopped = true;
            return 0;
        }
    }

    private static int Receive(Socket socket, byte[] answer)
    {
        for (var length = 0; ;)
        {
            var read = socket.Receive(answer.AsSpan(length));
            if (read == 0) throw new Problem("The API closed the connection.");
            length += read;
            if (IsWhole(answer.AsSpan(0, length))) return length;
        }
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
