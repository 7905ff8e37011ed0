namespace SocialCommerce.Kernel.Identities;

/// <summary>A version as it is kept.</summary>
public sealed record IdentitySettingsRow(long Version, string? DefaultCountry, bool IgnoreMailAliases)
{
    internal IdentitySettings ToSettings() => new(Version, new IdentityRules(DefaultCountry, IgnoreMailAliases));
}
