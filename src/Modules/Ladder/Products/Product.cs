namespace SocialCommerce.Ladder.Products;

/// <summary>A product and its place on the ladder (四级产品).</summary>
/// <param name="ProductId">The merchant's own id.</param>
/// <param name="Name" example="Renewal serum 30 ml">What people read; absent until it is declared.</param>
/// <param name="Class">The merchant's own class, to which rules of a plan may be limited.</param>
/// <param name="Rung"><c>traffic</c>, <c>low</c>, <c>member</c> or <c>partner</c>; absent: unclassified.</param>
/// <param name="Role"><c>consumption</c>, <c>member</c> or <c>partner</c>.</param>
/// <param name="CommissionableValue">What commission is computed on per unit, where a plan's basis is perUnit.</param>
/// <param name="Declared">False for a product that an order named before anybody declared it.</param>
/// <param name="UpdatedAt">When it was last declared, by the shop's clock.</param>
/// <param name="Price">List price of a unit; the ladder compares it, and orders have their own prices.</param>
internal sealed record Product(
    string ProductId, string? Name, string? Class, string? Rung, string? Role, Money? CommissionableValue,
    bool Declared, DateTimeOffset UpdatedAt, Money? Price = null)
{
    /// <summary>The three jobs that a product may have.</summary>
    public static readonly IReadOnlyList<string> Roles = ["consumption", "member", "partner"];

    internal const string Columns = "product_id, name, class, rung, role, commissionable_minor, declared, updated_at, "
        + "rung_due is not null as rung_due, price_minor";

    /// <summary>
    /// A strong ETag over what is declared; the time is left out, so that declaring the same changes nothing.
    /// </summary>
    internal string Tag()
    {
        var declared = Json.Write(this with { UpdatedAt = DateTimeOffset.UnixEpoch });
        return $"\"{TextHash.Sha256(declared)[..16]}\"";
    }

    internal sealed record Row(
        string ProductId, string? Name, string? Class, string? Rung, string? Role, long? CommissionableMinor,
        bool Declared, DateTimeOffset UpdatedAt, bool RungDue, long? PriceMinor)
    {
        public Product ToProduct(string currency) => new(
            ProductId, Name, Class, Rung, Role,
            CommissionableMinor is { } minor ? new Money(minor, currency) : null, Declared, UpdatedAt,
            PriceMinor is { } price ? new Money(price, currency) : null);
    }
}
