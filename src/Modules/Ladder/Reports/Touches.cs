namespace SocialCommerce.Ladder.Reports;

/// <summary>The touchpoints that customers met and that orders are attributed to, as parallel lists.</summary>
/// <param name="Customers">Keys of customers.</param>
/// <param name="TouchedAt">When each met its touchpoint.</param>
/// <param name="TouchpointsOfCustomers">The touchpoint of each.</param>
/// <param name="Orders">Keys of orders.</param>
/// <param name="TouchpointsOfOrders">The touchpoint of each.</param>
public sealed record Touches(
    long[] Customers, DateTimeOffset[] TouchedAt, string[] TouchpointsOfCustomers, long[] Orders,
    string[] TouchpointsOfOrders);
