namespace SocialCommerce.Kernel.Time;

/// <summary>How an event was heard.</summary>
/// <param name="RecordedAt">The shop's time at which it counts as recorded.</param>
/// <param name="MovesClock">Whether a following test clock has to move to that time.</param>
/// <param name="Skewed">Whether the event's time is slightly ahead, which is a warning.</param>
public readonly record struct EventTime(DateTimeOffset RecordedAt, bool MovesClock, bool Skewed);
