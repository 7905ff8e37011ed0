namespace SocialCommerce.Ladder.Journeys;

/// <summary>A page of orders: the last key, and who bought one of the products asked for.</summary>
public sealed record BuyersPage(long? Last, long[]? Customers);
