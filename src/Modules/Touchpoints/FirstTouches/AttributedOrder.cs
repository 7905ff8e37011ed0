namespace SocialCommerce.Touchpoints.FirstTouches;

/// <summary>An order and the touchpoint that it is attributed to.</summary>
public sealed record AttributedOrder(long OrderKey, string TouchpointId);
