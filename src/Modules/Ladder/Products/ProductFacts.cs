using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Products;

/// <summary>What a product is at the moment of an order.</summary>
public sealed record ProductFacts(
    string ProductId, string? Class, string? Rung, string? Role, long? CommissionableMinor, bool Declared,
    EarlierRung[]? EarlierRungs = null)
{
    /// <summary>
    /// The rung for an order paid at a time, which counts as before a change of that instant; before the product had
    /// any, the first that it got.
    /// </summary>
    public string? RungAt(DateTimeOffset at) =>
        EarlierRungs?.Where(earlier => earlier.Until >= at).MinBy(earlier => earlier.Until)?.Rung ?? Rung;
}
