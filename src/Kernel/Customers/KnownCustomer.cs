namespace SocialCommerce.Kernel.Customers;

/// <summary>A customer and since when the customer is known.</summary>
public sealed record KnownCustomer(long CustomerKey, DateTimeOffset CreatedAt);
