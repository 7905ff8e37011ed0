namespace SocialCommerce.Flows.Delivery;

/// <summary>A line with when it was shipped and received.</summary>
internal sealed record FulfilledLine(string LineId, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt);
