namespace SocialCommerce.Kernel.Identities;

/// <summary>How a shop wants identities to be compared.</summary>
/// <param name="DefaultCountry">
/// Country of phone numbers without one, as ISO 3166 writes it: <c>GB</c>. Absent: <c>CN</c> or <c>US</c> where that is
/// the shop's jurisdiction, else none.
/// </param>
/// <param name="IgnoreMailAliases">
/// Whether addresses that their provider delivers to one mailbox are one: dots and plus tags at Gmail, plus tags at
/// Outlook, iCloud, Fastmail and Proton.
/// </param>
public sealed record IdentityRules(string? DefaultCountry = null, bool IgnoreMailAliases = false)
{
    /// <summary>The rules with what the shop's jurisdiction says where the shop says nothing.</summary>
    public IdentityRules For(Shop shop) => this with
    {
        DefaultCountry = DefaultCountry ?? (shop.Jurisdiction is "CN" or "US" ? shop.Jurisdiction : null),
    };
}
