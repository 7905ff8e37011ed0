namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>What a person decided about a waiting event, and what became of it.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Kind">What happened, such as `refund` or `shipment`.</param>
/// <param name="OrderId">The order that it named.</param>
/// <param name="ReferenceId" example="r-20260205-1">
/// The merchant's own id of the amendment, refund, case or chargeback; absent for other kinds.
/// </param>
/// <param name="Action">`attach`, `book` or `dismiss`.</param>
/// <param name="Status">`applied` or `dismissed`.</param>
/// <param name="AttachedTo" example="o-20260131-7">
/// The order on which it was applied; absent for a dismissed one.
/// </param>
/// <param name="Amount">The amount that the person booked; absent unless the person named one.</param>
/// <param name="Goods">Goods refunded by it; absent unless it is a refund that was applied.</param>
/// <param name="Reason" example="The channel sent its own order number">Why.</param>
/// <param name="ResolvedBy" example="li.na">Operator id of who decided.</param>
/// <param name="ResolvedAt">When, by the shop's clock.</param>
public sealed record EventResolution(
    string EventId, string Kind, string OrderId, string? ReferenceId, string Action, string Status, string? AttachedTo,
    Money? Amount, Money? Goods, string Reason, string ResolvedBy, DateTimeOffset ResolvedAt);
