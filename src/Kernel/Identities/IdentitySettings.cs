namespace SocialCommerce.Kernel.Identities;

/// <summary>A version of a shop's identity settings; 0 before the first one is set.</summary>
public sealed record IdentitySettings(long Version, IdentityRules Rules)
{
    internal static readonly IdentitySettings None = new(0, new IdentityRules());

    /// <summary>The rules with what the shop's jurisdiction says where the shop says nothing.</summary>
    public IdentityRules For(Shop shop) => Rules with
    {
        DefaultCountry = Rules.DefaultCountry ?? (shop.Jurisdiction is "CN" or "US" ? shop.Jurisdiction : null),
    };
}
