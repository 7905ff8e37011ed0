namespace SocialCommerce.Referrals.Settings;

/// <summary>A version as it is kept.</summary>
internal sealed record ReferralSettingsRow(long Version, long? HouseKey, string? CustomerId)
{
    public ReferralSettings ToSettings() =>
        new(Version, HouseKey is { } key ? new HouseAccount(key, CustomerId!) : null);
}
