namespace SocialCommerce.Referrals.Settings;

/// <summary>A version of a shop's referral settings.</summary>
/// <param name="Version">0 before the first change.</param>
/// <param name="House">The house account, or null.</param>
public sealed record ReferralSettings(long Version, HouseAccount? House)
{
    internal static readonly ReferralSettings None = new(0, null);
}
