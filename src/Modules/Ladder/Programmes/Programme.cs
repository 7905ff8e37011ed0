using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Ladder.Programmes;

/// <summary>A programme as it is in force.</summary>
/// <param name="ProgrammeId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Terms">The terms.</param>
/// <param name="Salt" example="9f86d081884c7d65">
/// A customer is held out whose first eight bytes of SHA-256 over salt, colon and customer id, as an unsigned number,
/// leave a remainder below <c>heldOutBps</c> when they are divided by 10000.
/// </param>
/// <param name="RecordedAt">When this version came into force, by the shop's clock.</param>
public sealed record Programme(
    string ProgrammeId, int Version, ProgrammeTerms Terms, string Salt, DateTimeOffset RecordedAt)
{
    /// <summary>Whether a customer is held out.</summary>
    public bool HoldsOut(string customerId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Salt}:{customerId}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % 10_000 < (ulong)Terms.HeldOutBps;
    }

    internal static string NewSalt() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    internal const string Columns = "programme_id, version, terms, salt, recorded_at";
}
