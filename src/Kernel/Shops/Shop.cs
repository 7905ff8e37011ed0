namespace SocialCommerce.Kernel.Shops;

/// <summary>What never changes about a shop.</summary>
/// <param name="Id">The key that begins every key of the shop's rows.</param>
/// <param name="Currency">ISO 4217; all amounts of the shop are in it.</param>
/// <param name="TimeZone">IANA zone in which periods end.</param>
/// <param name="Sandbox">True for a shop with a test clock; false for one with real people.</param>
/// <param name="Jurisdiction">CN, US, EU or custom: which profile guards its plans.</param>
public sealed record Shop(long Id, string Currency, string TimeZone, bool Sandbox, string Jurisdiction)
{
    /// <summary>Prefix of shop ids.</summary>
    public const string Prefix = "shp";

    /// <summary>The shop's id as the API shows it.</summary>
    public string PublicId => Text.PublicId.Of(Prefix, Id);

    /// <summary>An amount of the shop's currency.</summary>
    public Money Money(long minor) => new(minor, Currency);
}
