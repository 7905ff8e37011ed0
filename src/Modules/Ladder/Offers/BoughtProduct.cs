namespace SocialCommerce.Ladder.Offers;

/// <summary>A product that a customer has bought and kept.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Orders">In how many orders.</param>
/// <param name="LastPaidAt">When the latest of them was paid.</param>
/// <param name="LastOrderId">The latest of them.</param>
/// <param name="ExpectedCycleDays">After how many days it is usually bought again; null: not stated.</param>
internal sealed record BoughtProduct(
    string ProductId, long Orders, DateTimeOffset LastPaidAt, string LastOrderId, int? ExpectedCycleDays)
{
    /// <summary>When the customer is expected to buy it again; null without a cycle.</summary>
    public DateTimeOffset? DueAt => ExpectedCycleDays is { } days ? LastPaidAt.AddDays(days) : null;
}
