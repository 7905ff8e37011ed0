using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel.Locking;

/// <summary>Makes the keys of locks on names; every instance on a database makes the same ones.</summary>
/// <param name="secret">The database's own; it leaves it for nothing else.</param>
internal sealed class LockNames(byte[] secret)
{
    private const int HeadSize = 12;

    /// <summary>The key of a name: the first 64 bits of an HMAC-SHA256 over kind, shop and name.</summary>
    public long Of(NamedLock kind, long shopId, string name)
    {
        Span<byte> message = stackalloc byte[HeadSize + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, 512))];
        if (name.Length > 512) message = new byte[HeadSize + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(message, (int)kind);
        BinaryPrimitives.WriteInt64LittleEndian(message[sizeof(int)..], shopId);
        var length = HeadSize + Encoding.UTF8.GetBytes(name, message[HeadSize..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, message[..length], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    internal const string SecretSql = "select sc_lock_secret()";
}
