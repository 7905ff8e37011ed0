namespace SocialCommerce.Ladder;

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

/// <summary>An order's header with everything that has been refunded of it.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="OrderId">The merchant's id.</param>
/// <param name="CustomerKey">The buyer.</param>
/// <param name="CustomerId">The merchant's id of the buyer.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="PricesIncludeTax">Whether prices include tax.</param>
/// <param name="DueMinor">What the buyer owed for all lines.</param>
/// <param name="ValueMinor">What the plan counts of all lines.</param>
/// <param name="ShippingMinor">Paid for shipping.</param>
/// <param name="TaxMinor">The order's tax, included in prices or on top.</param>
/// <param name="ShippedAt">For lines without a time of their own.</param>
/// <param name="CompletedAt">For lines without a time of their own.</param>
/// <param name="RefundedMinor">What refunds have taken of the value.</param>
/// <param name="RefundedDueMinor">Goods refunded, as far as the buyer had owed them.</param>
/// <param name="PlainMinor">P: plain amounts refunded.</param>
/// <param name="RefundedShippingMinor">Shipping refunded, as it was reported.</param>
/// <param name="RefundedTaxMinor">Tax refunded, as it was reported.</param>
/// <param name="TaxApartMinor">The part of that tax that was not included in refunded goods.</param>
/// <param name="Revision">How many amendments it has had.</param>
public sealed record OrderState(
    long OrderKey, string OrderId, long CustomerKey, string CustomerId, DateTimeOffset PaidAt, bool PricesIncludeTax,
    long DueMinor, long ValueMinor, long ShippingMinor, long TaxMinor, DateTimeOffset? ShippedAt,
    DateTimeOffset? CompletedAt, long RefundedMinor, long RefundedDueMinor, long PlainMinor,
    long RefundedShippingMinor, long RefundedTaxMinor, long TaxApartMinor,
    int Revision = 0);
