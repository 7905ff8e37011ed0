namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>A rung that a product had until a time.</summary>
public sealed record EarlierRung(string Rung, DateTimeOffset Until);
