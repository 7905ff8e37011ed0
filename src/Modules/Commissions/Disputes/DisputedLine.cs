namespace SocialCommerce.Commissions.Disputes;

/// <summary>What a partner points at: a line of a statement, or a movement.</summary>
public sealed record DisputedLine(string? StatementId, int? LineNo, long? MovementId);
