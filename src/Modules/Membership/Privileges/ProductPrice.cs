namespace SocialCommerce.Membership.Privileges;

/// <summary>A member's price of a product.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Price">Of one unit.</param>
public sealed record ProductPrice(string ProductId, Money Price);
