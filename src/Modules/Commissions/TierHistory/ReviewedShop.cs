namespace SocialCommerce.Commissions.TierHistory;

/// <summary>A shop that has partner tiers.</summary>
/// <param name="Due">Whether the review of people against its newest list has yet to end.</param>
public sealed record ReviewedShop(
    long ShopId, string Currency, string TimeZone, bool Sandbox, string Jurisdiction, bool Due)
{
    /// <summary>The shop.</summary>
    public Shop Shop => new(ShopId, Currency, TimeZone, Sandbox, Jurisdiction);
}
