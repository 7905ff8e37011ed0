namespace SocialCommerce.Ladder.Orders;

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
/// <param name="HasPlan">Whether it is paid in parts.</param>
/// <param name="PaidUpAt">When its last part was paid up; null while a part is open, and where it has no parts.</param>
public sealed record OrderState(
    long OrderKey, string OrderId, long CustomerKey, string CustomerId, DateTimeOffset PaidAt, bool PricesIncludeTax,
    long DueMinor, long ValueMinor, long ShippingMinor, long TaxMinor, DateTimeOffset? ShippedAt,
    DateTimeOffset? CompletedAt, long RefundedMinor, long RefundedDueMinor, long PlainMinor,
    long RefundedShippingMinor, long RefundedTaxMinor, long TaxApartMinor,
    int Revision = 0, bool HasPlan = false, DateTimeOffset? PaidUpAt = null)
{
    /// <summary>The time in which a payment plan stops the order's clocks; null where it has none.</summary>
    public ClockPause? Unpaid => HasPlan ? new ClockPause(PaidAt, PaidUpAt) : null;

    /// <summary>Whether nothing is left of what was due for the goods.</summary>
    public bool IsRefundedWhole => DueMinor > 0 && RefundedDueMinor >= DueMinor;

    /// <summary>Whether its commission waits for a part that is open.</summary>
    public bool WaitsForPayment => HasPlan && PaidUpAt is null && !IsRefundedWhole;
}
