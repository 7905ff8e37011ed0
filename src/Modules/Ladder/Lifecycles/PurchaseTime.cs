namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>When a customer paid an order that counts.</summary>
public sealed record PurchaseTime(long CustomerKey, DateTimeOffset PaidAt);
