namespace SocialCommerce.Referrals.Settings;

/// <summary>A shop's referral settings as they are kept.</summary>
/// <param name="House">The house account, or null.</param>
public sealed record ReferralSettings(HouseAccount? House = null)
{
    internal const string Name = "referralSettings";

    /// <summary>No house account, until the shop names one.</summary>
    public static readonly Setting<ReferralSettings> Setting = new(Name, new ReferralSettings())
    {
        Logged = PutReferralSettings.Show,
    };
}
