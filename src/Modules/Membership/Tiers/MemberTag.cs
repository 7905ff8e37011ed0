using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>The ETag of what a person sees.</summary>
internal static class MemberTag
{
    /// <summary>The catalogue, the person's row, and the tier with its end, which move by the clock alone.</summary>
    public static string Of(MemberCatalogue catalogue, MemberRow member, TierInForce? tier) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{catalogue.Version}-{member.Version}-{tier?.Tier.Rank ?? 0}-{tier?.Until?.ToUnixTimeSeconds() ?? 0:x}\"");

    /// <summary>The same with what uses and days decide, which no version counts.</summary>
    public static string With(
        string tag, IReadOnlyList<MemberPrivilege> usable, IReadOnlyList<UnavailablePrivilege> unavailable)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(new { usable, unavailable })));
        return $"{tag[..^1]}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"";
    }
}
