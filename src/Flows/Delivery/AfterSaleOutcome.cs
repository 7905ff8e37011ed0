using SocialCommerce.Ladder.Delivery;

namespace SocialCommerce.Flows.Delivery;

/// <summary>The case, and what it does to the order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="AfterSale">The case.</param>
/// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
/// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
internal sealed record AfterSaleOutcome(
    string OrderId, AfterSale AfterSale, DateTimeOffset? CompletedAt = null, DateTimeOffset? MaturesAt = null);
