namespace SocialCommerce.Ladder.Journeys;

/// <summary>A line of an order, with the rung that its product had when the order was paid.</summary>
public sealed record RungLine(long OrderKey, int LineNo, string ProductId, string? Rung);
