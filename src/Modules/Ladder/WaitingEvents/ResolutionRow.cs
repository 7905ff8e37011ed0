namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>A resolution as it is kept.</summary>
/// <param name="GoodsMinor">Goods refunded by the event; null where it is no refund with an effect.</param>
public sealed record ResolutionRow(
    string Action, string? OrderId, long? AmountMinor, string Reason, string ResolvedBy, DateTimeOffset RecordedAt,
    long? GoodsMinor)
{
    /// <summary>As the API shows it.</summary>
    public EventResolution ToResolution(Shop shop, WaitingEventRow row) => new(
        row.EventId, row.Kind, row.OrderId, row.ReferenceId, Action,
        OrderId is null ? WaitingEvent.Dismissed : WaitingEvent.Applied, OrderId,
        AmountMinor is { } amount ? shop.Money(amount) : null, GoodsMinor is { } goods ? shop.Money(goods) : null,
        Reason, ResolvedBy, RecordedAt);
}
