using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>The ETag of what a person sees.</summary>
internal static class MemberTag
{
    /// <summary>
    /// The catalogue, the person's row, the tier with its end, and the end of the tier that growth gave, which move by
    /// the clock alone.
    /// </summary>
    public static string Of(MemberCatalogue catalogue, MemberRow moved, TierInForce? tier) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{catalogue.Version}-{moved.Version}-{tier?.Tier.Rank ?? 0}-{Seconds(tier?.Until):x}"
            + $"-{Seconds(moved.GrowthTierUntil):x}\"");

    private static long Seconds(DateTimeOffset? at) => at?.ToUnixTimeSeconds() ?? 0;

    /// <summary>The same with what uses and days decide, which no version counts.</summary>
    public static string With(
        string tag, IReadOnlyList<MemberPrivilege> usable, IReadOnlyList<UnavailablePrivilege> unavailable)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(new { usable, unavailable })));
        return $"{tag[..^1]}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"";
    }
}
