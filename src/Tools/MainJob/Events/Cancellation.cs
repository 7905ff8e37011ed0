namespace SocialCommerce.MainJob.Events;

/// <summary>A cancellation: units that the customer gives back, of whichever orders they came from.</summary>
internal sealed record Cancellation(
    DateTimeOffset At, string InvoiceNo, string CustomerId, IReadOnlyList<GivenBack> Lines)
    : Event(At, InvoiceNo, CustomerId);
