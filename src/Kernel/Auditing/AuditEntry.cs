namespace SocialCommerce.Kernel.Auditing;

/// <summary>A change of something that a shop has set or booked by hand.</summary>
/// <param name="Kind">What sort of thing: <c>plan</c>, <c>partnerTiers</c>, <c>apiKey</c>, <c>settlement</c>, …</param>
/// <param name="Id">The id of the subject.</param>
/// <param name="Before">What it was, as an object; null when it was not.</param>
/// <param name="After">What it is now, as an object; null when it is no more.</param>
/// <param name="Reason">Why, where the person said so.</param>
public sealed record AuditEntry(string Kind, string Id, object? Before, object? After, string? Reason = null);
