namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>A product that follows from one that a customer has bought.</summary>
/// <param name="ProductId">The product to suggest.</param>
/// <param name="AfterProductId" example="p-serum">The product that the customer has bought.</param>
/// <param name="OrderId">The latest order of it.</param>
/// <param name="BoughtAt">When that order was paid.</param>
/// <param name="Reason" example="A toner prepares the skin for the serum">Why the link leads on.</param>
/// <param name="WindowDays">The days of the link.</param>
/// <param name="Until">When its window ends.</param>
/// <param name="Rung">The rung of the product to suggest; absent: unclassified.</param>
internal sealed record Suggestion(
    string ProductId, string AfterProductId, string OrderId, DateTimeOffset BoughtAt, string Reason, int WindowDays,
    DateTimeOffset Until, string? Rung);
