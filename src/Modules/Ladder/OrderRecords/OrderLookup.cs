namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>What there is at an order's id, and what a new order gets.</summary>
/// <param name="Key">The key for a new order.</param>
/// <param name="Seen">The database snapshot under which it was drawn.</param>
/// <param name="KnownKey">The key of the order that is known already, or null.</param>
/// <param name="Answer">What was answered to that order, or null.</param>
/// <param name="EventsWait">Whether events that name the order were reported before it.</param>
/// <param name="OrdersBefore">How many orders the carried buyer has paid.</param>
/// <param name="FirstPaidAt">When the carried buyer paid the first of them.</param>
public sealed record OrderLookup(
    long Key, string Seen, long? KnownKey, string? Answer, bool EventsWait, long OrdersBefore,
    DateTimeOffset? FirstPaidAt);
