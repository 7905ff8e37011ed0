namespace SocialCommerce.Commissions.Disputes;

/// <summary>The subject of a dispute: a line of a statement, or a movement.</summary>
public sealed record DisputedLine(string? StatementId, int? LineNo, long? MovementId);
