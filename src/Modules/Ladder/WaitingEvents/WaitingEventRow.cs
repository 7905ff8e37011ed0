namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>An event as it is kept.</summary>
/// <param name="AppliedTo">The order on which it took effect.</param>
public sealed record WaitingEventRow(
    long EventKey, string Kind, string OrderId, string? ReferenceId, string Content, string Reason, string Status,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateTimeOffset? ResolvedAt, string? AppliedTo)
{
    /// <summary>The event's id as the API shows it.</summary>
    public string EventId => PublicId.Of(WaitingEvent.Prefix, EventKey);

    /// <summary>Whether it has no effect yet.</summary>
    public bool Waits => Status == WaitingEvent.Waiting;

    /// <summary>As the API shows it.</summary>
    public WaitingEvent ToEvent() => new(
        EventId, Kind, OrderId, ReferenceId, Status, Reason, OccurredAt, RecordedAt);
}
