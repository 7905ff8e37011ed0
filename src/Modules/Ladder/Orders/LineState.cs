using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.Orders;

/// <summary>A line of an order with everything that has happened to it.</summary>
/// <param name="LineNo">1 for the first line.</param>
/// <param name="LineId">The merchant's id.</param>
/// <param name="Quantity">Units sold.</param>
/// <param name="DueMinor">What the buyer owed for it.</param>
/// <param name="ValueMinor">v: what the plan counts of it.</param>
/// <param name="ShippedAt">Reported with the order or afterwards.</param>
/// <param name="CompletedAt">Reported with the order or afterwards.</param>
/// <param name="RefundedUnits">Units returned so far.</param>
/// <param name="UnpricedUnits">Those of them for which no amount was given.</param>
/// <param name="RefundedMinor">Amounts given for it so far.</param>
/// <param name="Place">Where it stands when a remainder is spread; 0 by its number.</param>
public sealed record LineState(
    int LineNo, string LineId, decimal Quantity, long DueMinor, long ValueMinor, DateTimeOffset? ShippedAt,
    DateTimeOffset? CompletedAt, decimal RefundedUnits, decimal UnpricedUnits, long RefundedMinor,
    int Place = 0)
{
    /// <summary>What it was worth.</summary>
    public LineWorth Worth => new(Quantity, DueMinor, ValueMinor, Place);

    /// <summary>What has been refunded of it.</summary>
    public LineRefunds Refunds => new(RefundedUnits, UnpricedUnits, RefundedMinor);
}
