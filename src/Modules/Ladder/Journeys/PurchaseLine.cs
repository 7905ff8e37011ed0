using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>
/// A line of such an order as it was first reported; told where the order was refunded or amended, or where its product
/// was asked for.
/// </summary>
/// <param name="AddedIn">The revision that added it; null for a line of the order as it was paid.</param>
public sealed record PurchaseLine(
    long OrderKey, int LineNo, string ProductId, decimal Quantity, long DueMinor, long ValueMinor,
    int? AddedIn = null)
{
    /// <summary>What it was worth when the order was paid: nothing where it was added later.</summary>
    public LineWorth Worth => AddedIn is null ? new(Quantity, DueMinor, ValueMinor) : default;
}
