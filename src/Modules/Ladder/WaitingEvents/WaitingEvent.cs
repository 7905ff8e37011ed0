namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>
/// An event that happened at the shop and could not be applied when it was reported. It is kept until its order is
/// reported, or until a person decides.
/// </summary>
/// <param name="EventId">Id under which a person decides about it.</param>
/// <param name="Kind">
/// `amendment`, `payment`, `refund`, `refundCancellation`, `shipment`, `completion`, `afterSale`, `afterSaleClosure`,
/// `chargeback` or `chargebackOutcome`.
/// </param>
/// <param name="OrderId">The order that it names.</param>
/// <param name="ReferenceId" example="r-20260205-1">
/// The merchant's own id of the amendment, payment, refund, case or chargeback; absent for other kinds.
/// </param>
/// <param name="Status">
/// `waiting`, `dismissed` by a person, or `cancelled` with the refund's cancellation; one that is applied is answered
/// with its effect.
/// </param>
/// <param name="Reason">
/// Why it has, or had, no effect: `orderUnknown`, `exceedsPaid`, `unitsExceedSold`, `lineUnknown`, `caseUnknown` and
/// others, which are the code of the refusal that the same report would get.
/// </param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was reported, by the shop's clock.</param>
public sealed record WaitingEvent(
    string EventId, string Kind, string OrderId, string? ReferenceId, string Status, string Reason,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    /// <summary>Prefix of the ids.</summary>
    public const string Prefix = "evt";

    /// <summary>It has no effect yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>It took effect on an order.</summary>
    public const string Applied = "applied";

    /// <summary>A person decided that it has no effect.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>A refund and its cancellation that met while one of them waited; neither has an effect.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Every status.</summary>
    public static readonly string[] Statuses = [Waiting, Applied, Dismissed, Cancelled];
}
