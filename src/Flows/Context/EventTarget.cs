using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Context;

/// <summary>Where and when an event that waited takes effect.</summary>
/// <param name="OrderId">On which order; another than it named where a person says so.</param>
/// <param name="RecordedAt">The shop's time, at which the effect is recorded.</param>
/// <param name="HeardAt">As of when it is asked whether the order's commission had matured.</param>
/// <param name="Booked">Of a refund: what a person books in its place; null for what was reported.</param>
internal sealed record EventTarget(
    string OrderId, DateTimeOffset RecordedAt, DateTimeOffset HeardAt, RefundContent? Booked = null);
