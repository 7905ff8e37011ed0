namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>A link from a product to one that its buyers buy next (买A必买B).</summary>
/// <param name="ProductId">The product that is bought first.</param>
/// <param name="LinkedProductId">The product that follows.</param>
/// <param name="Reason" example="A toner prepares the skin for the serum">Why it follows.</param>
/// <param name="WindowDays">Within how many days, of 24 hours each.</param>
/// <param name="Version">Rises by one with every change; the ETag for a conditional update.</param>
/// <param name="UpdatedAt">When it was last changed, by the shop's clock.</param>
internal sealed record ProductLink(
    string ProductId, string LinkedProductId, string Reason, int WindowDays, int Version, DateTimeOffset UpdatedAt)
{
    /// <summary>The longest window.</summary>
    public const int MaxWindowDays = 366;

    internal const string Columns = "product_id, linked_product_id, reason, window_days, version, updated_at";
}
