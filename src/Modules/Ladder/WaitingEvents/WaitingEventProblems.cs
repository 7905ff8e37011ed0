namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>Refusals of decisions about waiting events.</summary>
public static class WaitingEventProblems
{
    /// <summary>404: there is no such waiting event.</summary>
    public static readonly ProblemType EventNotFound = ProblemType.NotFound(
        "EVENT_NOT_FOUND", "There is no such waiting event.", "List the waiting events and use an id of that list.");

    /// <summary>409: the event does not wait any more.</summary>
    public static readonly ProblemType EventNotWaiting = ProblemType.Conflict(
        "EVENT_NOT_WAITING", "The event does not wait any more.", "Read the event; it was applied or dismissed.");

    /// <summary>409: a person has resolved the event otherwise.</summary>
    public static readonly ProblemType EventResolved = ProblemType.Conflict(
        "EVENT_RESOLVED", "A person has resolved the event otherwise.", "Read the event; the first resolution stands.");

    /// <summary>422: only a refund can be booked.</summary>
    public static readonly ProblemType BookingNotPossible = ProblemType.Invalid(
        "BOOKING_NOT_POSSIBLE", "Only a refund can be booked.", "Attach or dismiss the event.");
}
