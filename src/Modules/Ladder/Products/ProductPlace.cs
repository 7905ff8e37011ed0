namespace SocialCommerce.Ladder.Products;

/// <summary>A product's place on the ladder, without what people read.</summary>
public sealed record ProductPlace(string ProductId, string? Class, string? Rung, string? Role);
