namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Goods paid for, or paid back.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="CustomerKey">The buyer.</param>
/// <param name="Minor">The value as the plan counts it; below 0 where it was paid back.</param>
/// <param name="IsRefund">Whether it was paid back, or changed by an amendment; it may be worth nothing.</param>
/// <param name="RecordedAt">When it was recorded; for a refund, when it took effect.</param>
/// <param name="Transaction">What recorded it.</param>
/// <param name="IsGuest">Whether the buyer is an unclaimed guest.</param>
public sealed record Sale(
    long OrderKey, long CustomerKey, long Minor, bool IsRefund, DateTimeOffset RecordedAt, long Transaction,
    bool IsGuest);
