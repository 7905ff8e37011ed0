namespace SocialCommerce.Ladder.Offers;

/// <summary>The expected cycle of a product that a customer has bought more than once.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Orders" example="2">In how many orders the customer has bought it.</param>
/// <param name="LastPaidAt">When the latest of them was paid.</param>
/// <param name="ExpectedCycleDays">After how many days it is usually bought again.</param>
/// <param name="DueAt">When the customer is expected to buy it again.</param>
internal sealed record OfferCycle(
    string ProductId, long Orders, DateTimeOffset LastPaidAt, int ExpectedCycleDays, DateTimeOffset DueAt);
