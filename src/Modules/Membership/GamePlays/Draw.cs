using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>
/// The draw of a wheel, which everyone can recompute from the published seed (docs/integrate/games.md). Pure but for
/// <see cref="NewSeed"/>.
/// </summary>
internal static class Draw
{
    private const int SeedBytes = 32;

    /// <summary>A new seed.</summary>
    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedBytes);

    /// <summary>The SHA-256 of a seed, in hexadecimal digits.</summary>
    public static string Commitment(byte[] seed) => Convert.ToHexStringLower(SHA256.HashData(seed));

    /// <summary>A seed in hexadecimal digits.</summary>
    public static string Text(byte[] seed) => Convert.ToHexStringLower(seed);

    /// <summary>The seed that <see cref="Text"/> has written.</summary>
    public static byte[] Seed(string text) => Convert.FromHexString(text);

    /// <summary>The place, from 0 on, of the prize that a play wins.</summary>
    /// <param name="seed">The game's.</param>
    /// <param name="serial">The play's.</param>
    /// <param name="clientSeed">What the customer has added, or null.</param>
    /// <param name="weights">Of the prizes that can be won, in their order; 0 or more, and more than 0 in all.</param>
    public static int Of(byte[] seed, long serial, string? clientSeed, IReadOnlyList<int> weights)
    {
        var number = Number(seed, serial, clientSeed, weights.Sum(weight => (long)weight));
        for (var i = 0; ; number -= weights[i], i++)
            if (number < weights[i]) return i;
    }

    /// <summary>
    /// A number from 0 until below a total, each as likely as the others: of the four unsigned 64-bit numbers of an
    /// HMAC-SHA-256 the first below the greatest multiple of the total, modulo the total. Where there is none, the next
    /// round's HMAC is asked.
    /// </summary>
    public static long Number(byte[] seed, long serial, string? clientSeed, long total)
    {
        var (limit, wanted) = (UInt128.One << 64, (UInt128)(ulong)total);
        limit -= limit % wanted;
        for (var round = 0; ; round++)
        {
            var hash = HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(Message(serial, clientSeed, round)));
            for (var at = 0; at < hash.Length; at += sizeof(ulong))
                if (BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(at)) is var number && number < limit)
                    return (long)(number % (ulong)total);
        }
    }

    /// <summary>What is hashed: <c>serial|client seed|round</c>.</summary>
    private static string Message(long serial, string? clientSeed, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"{serial}|{clientSeed}|{round}");
}
