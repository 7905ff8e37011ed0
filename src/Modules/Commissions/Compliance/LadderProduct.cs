using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Compliance;

/// <summary>A product that the guard asks about, as the ladder knows it.</summary>
/// <param name="ProductId">The merchant's own id.</param>
/// <param name="Class">The merchant's own class.</param>
/// <param name="Rung">Its rung.</param>
/// <param name="Role">Its job; a <c>partner</c> product opens the way to a partner tier.</param>
public sealed record LadderProduct(string ProductId, string? Class, string? Rung, string? Role)
{
    /// <summary>The role of a product that opens the way to a partner tier.</summary>
    public const string Entry = "partner";

    internal SnapshotLine Line => new(1, 1, ProductId, null, Class, Rung);
}
