namespace SocialCommerce.Ladder.Orders;

/// <summary>Which of its buyer's orders an order is.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="Number">1 for the first.</param>
public sealed record OrderNumber(long OrderKey, long Number);
