using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace SocialCommerce.PrivatePostgres;

/// <summary>
/// As much of PostgreSQL's protocol as it takes to ask whether the server is up and to make a database: the
/// packaged binaries come without psql, and the tools that use this project need not know a driver.
/// </summary>
internal sealed class Wire : IDisposable
{
    private const int Protocol3 = 196608;
    private readonly NetworkStream stream;

    private Wire(NetworkStream stream) => this.stream = stream;

    internal static async Task<Wire> Connect(string socket, string user, string database, CancellationToken cancel)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
            var wire = new Wire(new NetworkStream(connection, ownsSocket: true));
            var start = Encoding.UTF8.GetBytes($"user\0{user}\0database\0{database}\0\0");
            var packet = new byte[8 + start.Length];
            BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
            BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), Protocol3);
            start.CopyTo(packet, 8);
            await wire.stream.WriteAsync(packet, cancel);
            await wire.Answer(cancel);
            return wire;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement; the number of rows it gave.</summary>
    internal async Task<int> Query(string sql, CancellationToken cancel)
    {
        var text = Encoding.UTF8.GetBytes(sql + "\0");
        var packet = new byte[5 + text.Length];
        packet[0] = (byte)'Q';
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(1), 4 + text.Length);
        text.CopyTo(packet, 5);
        await stream.WriteAsync(packet, cancel);
        return await Answer(cancel);
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Reads until the server waits for the next statement.</summary>
    private async Task<int> Answer(CancellationToken cancel)
    {
        Refusal? refusal = null;
        var rows = 0;
        var head = new byte[5];
        while (true)
        {
            await stream.ReadExactlyAsync(head, cancel);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
            await stream.ReadExactlyAsync(body, cancel);
            switch ((char)head[0])
            {
                case 'D':
                    rows++;
                    break;
                case 'E':
                    refusal = Refusal.Read(body);
                    // After a refused start or a shutdown nothing more comes.
                    if (refusal.Fatal)
                        throw refusal;
                    break;
                case 'Z':
                    return refusal is null ? rows : throw refusal;
            }
        }
    }

    /// <summary>An error that the server answered.</summary>
    internal sealed class Refusal(string severity, string code, string text) : IOException(text)
    {
        internal bool Fatal => severity is "FATAL" or "PANIC";

        /// <summary>SQLSTATE, five characters.</summary>
        internal string Code => code;

        internal static Refusal Read(byte[] body)
        {
            var fields = Encoding.UTF8.GetString(body).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            string Field(char kind) => fields.FirstOrDefault(f => f[0] == kind)?[1..] ?? "";
            return new Refusal(Field('V'), Field('C'), Field('M'));
        }
    }
}
