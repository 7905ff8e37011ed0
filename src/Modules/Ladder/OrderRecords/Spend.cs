namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>What a person has bought.</summary>
public sealed record Spend(long CustomerKey, long NetMinor);
