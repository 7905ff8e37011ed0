namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>How member numbers (会员编号) are formed: a prefix by tier and a serial number of the shop.</summary>
/// <param name="Prefix" example="M">
/// The prefix of members without a tier, and of tiers that have none: 1 to 8 letters <c>A</c> to <c>Z</c>.
/// </param>
/// <param name="Tiers">The prefixes of tiers.</param>
/// <param name="Digits" example="3">The least number of digits; a longer serial number has more.</param>
/// <param name="FirstSerial" example="70">The first serial number; raising it later leaves a gap.</param>
public sealed record NumberRule(string Prefix, TierPrefix[]? Tiers = null, int Digits = 3, long FirstSerial = 1)
{
    /// <summary>The prefix of a member of a tier.</summary>
    public string PrefixOf(string? tierId) =>
        Array.Find(Tiers ?? [], one => one.TierId == tierId)?.Prefix ?? Prefix;
}
