namespace SocialCommerce.Ladder.Payments;

/// <summary>A payment or a write-off as it is kept.</summary>
/// <param name="OrderId">The order that it named.</param>
/// <param name="RefundedMinor">What a write-off took back of the order.</param>
public sealed record PaymentRow(
    string PaymentId, string OrderId, bool IsWriteOff, int? PartNo, long AmountMinor, long RefundedMinor,
    DateTimeOffset PaidAt, DateTimeOffset RecordedAt, string? Reason)
{
    /// <summary>As it covers a plan.</summary>
    public PaymentEntry Entry => new(PaymentId, IsWriteOff, PartNo, AmountMinor, PaidAt);

    /// <summary>As the API shows it.</summary>
    public OrderPayment ToPayment(Shop shop) => new(
        PaymentId, shop.Money(AmountMinor), PaidAt, RecordedAt, PartNo, IsWriteOff ? true : null, Reason);
}
