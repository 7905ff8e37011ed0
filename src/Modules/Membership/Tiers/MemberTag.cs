using System.Globalization;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.Tiers;

/// <summary>The ETag of what a person sees.</summary>
internal static class MemberTag
{
    /// <summary>The catalogue, the person's row, and the tier with its end, which move by the clock alone.</summary>
    public static string Of(MemberCatalogue catalogue, MemberRow member, TierInForce? tier) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{catalogue.Version}-{member.Version}-{tier?.Tier.Rank ?? 0}-{tier?.Until?.ToUnixTimeSeconds() ?? 0:x}\"");
}
