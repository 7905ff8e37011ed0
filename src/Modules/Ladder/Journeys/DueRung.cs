namespace SocialCommerce.Ladder.Journeys;

/// <summary>A product whose rung journeys have to follow, and the transaction that gave it.</summary>
public sealed record DueRung(string ProductId, string RungDue);
