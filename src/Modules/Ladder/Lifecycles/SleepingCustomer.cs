namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>A customer whose stage is sleeping.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="LostAt">When the customer will be lost, without another order.</param>
/// <param name="LastPaidAt">When the latest kept order was paid.</param>
public sealed record SleepingCustomer(
    long CustomerKey, string CustomerId, DateTimeOffset LostAt, DateTimeOffset LastPaidAt);
